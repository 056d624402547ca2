import { edgeLabel } from "../flow/edge-label.ts";
import type { Plan } from "../plan/compile.ts";
import { CheckedLink } from "./link.ts";
import type { EdgeSnapshot } from "./metrics.ts";
import type { NodeInstance } from "./node-instance.ts";
import type { LinkDecorator } from "./outlet.ts";

/** How wires are made beside their plan. */
export interface Wiring {
  /** What wires before them had carried: those between the same ports go on counting. */
  readonly counted?: readonly EdgeSnapshot[];
  /** Put around every wire: the one door for taps, breakpoints and recording. */
  readonly decorate?: LinkDecorator | undefined;
}

/** Joins nodes that have no wires yet by those of a plan. */
export function wireNodes({ edges }: Plan, nodes: readonly NodeInstance[], wiring: Wiring = {}): void {
  const byId = new Map(nodes.map((node) => [node.plan.id, node]));
  const before = new Map(wiring.counted?.map((edge) => [edgeLabel(edge), edge]));
  for (const edge of edges) {
    const to = byId.get(edge.to) as NodeInstance;
    const end = to.link(edge);
    const link = edge.accepts === undefined ? end : new CheckedLink(edge, end, to);
    const known = before.get(edge.label);
    if (known !== undefined) link.countOn(known);
    (byId.get(edge.from) as NodeInstance).outlet.connect(edge, link, wiring.decorate);
  }
}
