import { dropsInto, type NodeFigures, type SessionFigures } from "../../links/figures.ts";
import { formatCount, formatRatio } from "../../ui/format.ts";

const columns = ["In", "Out", "p50 ms", "p95 ms", "Busy ms", "RTF", "Lag ms", "Dropped", "Errors", "Retries"];

/** What every node of a session did, in the order of the flow: the table that the command line prints as well. */
export function NodeTable({ session }: { readonly session: SessionFigures }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="node-table" tabIndex={0} aria-label="Nodes">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Node</th>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">Device</th>
          </tr>
        </thead>
        <tbody>
          {session.nodes.map((node) => (
            <NodeRow key={node.nodeId} node={node} dropped={dropsInto(session.edges, node.nodeId)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function NodeRow({ node, dropped }: { readonly node: NodeFigures; readonly dropped: number }) {
  const cells = [
    formatCount(node.packetsIn),
    formatCount(node.packetsOut),
    node.processMs.p50.toFixed(3),
    node.processMs.p95.toFixed(3),
    formatCount(node.busyMs),
    formatRatio(node.realTimeFactor),
    formatCount(node.lagMs),
    formatCount(dropped),
    formatCount(node.errors),
    formatCount(node.retries),
  ];
  return (
    <tr>
      <th scope="row">{node.nodeId}</th>
      {cells.map((cell, index) => (
        <td key={columns[index]}>{cell}</td>
      ))}
      <td>{node.device ?? "engine"}</td>
    </tr>
  );
}
