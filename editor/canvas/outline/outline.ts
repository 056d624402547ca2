import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { nameOf } from "../../document/node-name.ts";

/** A wire as the outline tells of it. */
export interface OutlineWire {
  readonly label: string;
  /** Its ends as people read them: `Resample.audio`. */
  readonly from: string;
  readonly to: string;
  /** Id of the node at the other end. */
  readonly other: string;
}

/** The wires at each port, by `side nodeId port`. */
export function wiresByPort(flow: Flow): ReadonlyMap<string, readonly OutlineWire[]> {
  const titles = new Map(flow.nodes.map((node) => [node.id, nameOf(node)]));
  const wires = new Map<string, OutlineWire[]>();
  const add = (key: string, wire: OutlineWire) => wires.set(key, [...(wires.get(key) ?? []), wire]);
  for (const edge of flow.edges) {
    const [from, to] = [edge.from, edge.to].map(
      ({ node, port }) => `${titles.get(node) ?? node}.${port}`,
    ) as [string, string];
    const wire = { label: edgeLabel(edge), from, to };
    add(`output ${edge.from.node} ${edge.from.port}`, { ...wire, other: edge.to.node });
    add(`input ${edge.to.node} ${edge.to.port}`, { ...wire, other: edge.from.node });
  }
  return wires;
}
