import type { Plan, PlanEdge } from "../plan/compile.ts";
import { CheckedLink, DirectLink, type Link, QueuedLink } from "./link.ts";
import type { EdgeSnapshot } from "./metrics.ts";
import type { NodeInstance } from "./node-instance.ts";

/**
 * Joins nodes that have no wires yet by those of a plan.
 * @param counted what wires before them had carried: those of the same label go on counting
 */
export function wireNodes(
  { edges }: Plan,
  nodes: readonly NodeInstance[],
  counted: readonly EdgeSnapshot[] = [],
): void {
  const byId = new Map(nodes.map((node) => [node.plan.id, node]));
  const before = new Map(counted.map((edge) => [edge.label, edge]));
  for (const edge of edges) {
    const from = byId.get(edge.from) as NodeInstance;
    const link = linkTo(byId.get(edge.to) as NodeInstance, edge);
    const known = before.get(edge.label);
    if (known !== undefined) link.countOn(known);
    from.connect(edge.fromPort, link);
  }
}

function linkTo(to: NodeInstance, edge: PlanEdge): Link {
  const queued = edge.queue === undefined ? undefined : new QueuedLink(edge, to);
  to.addInput(queued);
  const link = queued ?? new DirectLink(edge, to);
  return edge.accepts === undefined ? link : new CheckedLink(edge, link, to);
}
