import "./node-table.css";
import { dropsInto, type NodeFigures, type SessionFigures } from "../../links/figures.ts";
import { useText } from "../../texts/texts.ts";
import { formatCount, formatFixed, formatRatio } from "../../ui/format.ts";

const columns = ["in", "out", "p50", "p95", "busy", "factor", "lag", "dropped", "errors", "retries"] as const;

/** What every node of a session did, in the order of the flow: the table that the command line prints as well. */
export function NodeTable({ session }: { readonly session: SessionFigures }) {
  const t = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="node-table" tabIndex={0} aria-label={t("ops.nodes")}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t("ops.node")}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`ops.node.${column}`)}
              </th>
            ))}
            <th scope="col">{t("ops.node.device")}</th>
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
  const t = useText();
  const cells = [
    formatCount(node.packetsIn),
    formatCount(node.packetsOut),
    formatFixed(node.processMs.p50, 3),
    formatFixed(node.processMs.p95, 3),
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
      <td>{node.device ?? t("ops.node.engine")}</td>
    </tr>
  );
}
