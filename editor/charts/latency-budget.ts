import type { Flow } from "#engine/flow/schema.ts";
import type { Category } from "#engine/graph/definition.ts";
import { topologicalOrder } from "#engine/graph/order.ts";
import { nameOf } from "../document/node-name.ts";
import { shownType } from "../document/shown.ts";
import type { NodeFigures, SessionFigures } from "../links/figures.ts";

/** One node on the way from the microphone to the caption. */
export interface Hop {
  readonly nodeId: string;
  /** As the canvas calls it. */
  readonly name: string;
  /** Undefined for a type that this page does not know. */
  readonly category: Category | undefined;
  /** Time that the node adds: waiting and processing, in ms. */
  readonly ms: number;
  /** Of that, processing: the median of the node. */
  readonly processMs: number;
}

/** Where the time goes. */
export interface LatencyBudget {
  /** Along the critical path, from the source to the output. */
  readonly hops: readonly Hop[];
  readonly totalMs: number;
}

/**
 * The latency from the source to the output that is furthest behind, hop by hop. A node's lag says how far the source
 * was ahead when it had done a packet, so what a node adds is its lag less that of the node before it: waiting (in
 * the queue, or inside the node before) and processing, and never less than its median of processing. Where wires join, the
 * way goes over the node that is further behind. Undefined until something has come out.
 */
export function latencyBudget(flow: Flow, session: SessionFigures): LatencyBudget | undefined {
  const nodes = new Map(session.nodes.map((node) => [node.nodeId, node]));
  const path = criticalPath(nodes, session);
  if (path.length < 2) return undefined;
  let reachedMs = 0;
  let totalMs = 0;
  const hops = path.map(({ nodeId, lagMs, processMs }): Hop => {
    const addedMs = Math.max(0, lagMs - reachedMs);
    reachedMs = Math.max(reachedMs, lagMs);
    const ms = Math.max(addedMs, processMs.p50);
    totalMs += ms;
    return { nodeId, ...lookOf(flow, nodeId), ms, processMs: processMs.p50 };
  });
  return { hops, totalMs };
}

function criticalPath(nodes: ReadonlyMap<string, NodeFigures>, session: SessionFigures): NodeFigures[] {
  const arrows = session.edges
    .map(({ from, to }) => ({ from: from.node, to: to.node }))
    .filter(({ from, to }) => hasRun(nodes.get(from)) && hasRun(nodes.get(to)));
  const before = new Map<string, NodeFigures>();
  const depths = new Map<string, number>();
  const depthOf = (nodeId: string) => depths.get(nodeId) ?? 0;
  const order = topologicalOrder(
    [...nodes.keys()],
    arrows.map(({ from, to }) => [from, to]),
  );
  const isFurther = (a: NodeFigures, b: NodeFigures | undefined) =>
    b === undefined || a.lagMs > b.lagMs || (a.lagMs === b.lagMs && depthOf(a.nodeId) > depthOf(b.nodeId));
  let last: NodeFigures | undefined;
  const senders = new Set(arrows.map(({ from }) => from));
  const arrowsInto = Map.groupBy(arrows, ({ to }) => to);
  for (const nodeId of order) {
    const node = nodes.get(nodeId) as NodeFigures;
    for (const { from } of arrowsInto.get(nodeId) ?? []) {
      const sender = nodes.get(from) as NodeFigures;
      if (isFurther(sender, before.get(nodeId))) before.set(nodeId, sender);
    }
    const previous = before.get(nodeId);
    if (previous !== undefined) depths.set(nodeId, depthOf(previous.nodeId) + 1);
    if (previous !== undefined && !senders.has(nodeId) && isFurther(node, last)) last = node;
  }
  const path: NodeFigures[] = [];
  for (let at = last; at !== undefined; at = before.get(at.nodeId)) path.unshift(at);
  return path;
}

function hasRun(node: NodeFigures | undefined): boolean {
  return node !== undefined && node.packetsIn + node.packetsOut > 0;
}

function lookOf({ nodes }: Flow, nodeId: string): Pick<Hop, "name" | "category"> {
  const node = nodes.find(({ id }) => id === nodeId);
  return {
    name: node === undefined ? nodeId : nameOf(node),
    category: shownType(node?.type ?? "")?.category,
  };
}
