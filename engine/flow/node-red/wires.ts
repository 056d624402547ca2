import { checkLimit } from "../import-limits.ts";
import type { DroppedPart } from "../import-report.ts";
import type { FlowEdge } from "../schema.ts";
import { addTo, closingSteps } from "./circles.ts";
import type { Entry } from "./entries.ts";
import { lostWire } from "./lost.ts";
import type { OutgoingWire } from "./outgoing.ts";

/** Everything that wires are resolved from. */
export interface WireGraph {
  readonly outgoing: ReadonlyMap<Entry, readonly OutgoingWire[]>;
  /** Entries that become wires themselves: junctions and links. */
  readonly through: ReadonlySet<Entry>;
  /** Output port of the node that an entry becomes. */
  readonly portOf: (entry: Entry, output: number) => string;
}

/** Finds the edges between nodes, with junctions and links resolved. */
export class WireResolver {
  readonly #graph: WireGraph;
  readonly #dropped: DroppedPart[];
  readonly #reached = new Set<Entry>();
  #steps = 0;

  constructor(graph: WireGraph, dropped: DroppedPart[]) {
    this.#graph = graph;
    this.#dropped = dropped;
  }

  /** The edges that leave a node. @throws {FlowError} `import.too-large` where junctions join too many */
  edgesFrom(node: Entry): FlowEdge[] {
    const edges: FlowEdge[] = [];
    const seen = new Set<string>();
    for (const wire of this.#graph.outgoing.get(node) ?? []) {
      const port = this.#graph.portOf(node, wire.output);
      for (const to of this.#follow(node, wire)) {
        const label = `${port} ${to.id}`;
        if (seen.has(label)) {
          this.#dropped.push(lostWire(node, to.originalId, "The same two ports are wired already."));
          continue;
        }
        seen.add(label);
        edges.push({ from: { node: node.id, port }, to: { node: to.id, port: "in" } });
      }
    }
    return edges;
  }

  /** Reports the wires behind junctions and links that no node leads to; after all nodes were asked. */
  reportUnreached(): void {
    for (const entry of this.#graph.through) {
      if (this.#reached.has(entry)) continue;
      for (const { to } of this.#graph.outgoing.get(entry) ?? [])
        this.#dropped.push(lostWire(entry, to.originalId, "Nothing leads into it."));
    }
  }

  /** The nodes that a wire leads to, each once, junctions in a circle included. */
  #follow(from: Entry, { to: first }: OutgoingWire): Entry[] {
    const found: Entry[] = [];
    const seen = new Set([first]);
    for (const entry of seen) {
      if (!this.#graph.through.has(entry)) {
        found.push(entry);
        continue;
      }
      this.#reached.add(entry);
      const next = this.#graph.outgoing.get(entry) ?? [];
      this.#steps += next.length;
      checkLimit("steps", this.#steps, "wires once its junctions are resolved");
      if (next.length === 0) this.#dropped.push(lostWire(from, entry.originalId, "It leads nowhere."));
      for (const { to } of next) seen.add(to);
    }
    return found;
  }
}

/**
 * Leaves out the edges that close a circle, which flows of Patchbay have none of.
 * @param originalId - a node's id in the file, for the report
 */
export function withoutCircles(
  edges: readonly FlowEdge[],
  originalId: (nodeId: string) => string,
  dropped: DroppedPart[],
): FlowEdge[] {
  const next = new Map<string, FlowEdge[]>();
  for (const edge of edges) addTo(next, edge.from.node, edge);
  const closing = new Set<FlowEdge>();
  for (const { step } of closingSteps(next, ({ to }) => to.node)) closing.add(step);
  for (const { from, to } of closing) {
    const [start, end] = [originalId(from.node), originalId(to.node)];
    const reason = "It closes a circle, and flows of Patchbay have none.";
    dropped.push({ what: "wire", from: start, to: end, nodeId: start, reason });
  }
  return edges.filter((edge) => !closing.has(edge));
}
