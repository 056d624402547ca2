import type { Flow } from "#engine/flow/schema.ts";
import { type Arrow, topologicalOrder } from "#engine/graph/order.ts";
import type { Point } from "../edits.ts";

/** Distance of columns and rows where a document says nothing, in px at zoom 1. */
const columnPx = 240;
const rowPx = 144;

const known = new WeakMap<Flow["nodes"], ReadonlyMap<string, Point>>();

/** Where each node lies: its own position, else a column by its depth in the graph, so that no two cover each other. */
export function placesOf(flow: Flow): ReadonlyMap<string, Point> {
  const before = known.get(flow.nodes);
  if (before !== undefined) return before;
  const places = new Map<string, Point>();
  const depths = flow.nodes.every(({ position }) => position) ? new Map() : depthsOf(flow);
  const rows = new Map<number, number>();
  const lowest = Math.max(0, ...flow.nodes.map(({ position }) => (position?.y ?? -rowPx) + rowPx));
  for (const { id, position } of flow.nodes) {
    const depth = depths.get(id) ?? 0;
    const row = rows.get(depth) ?? 0;
    if (position === undefined) rows.set(depth, row + 1);
    places.set(id, position ?? { x: depth * columnPx, y: lowest + row * rowPx });
  }
  known.set(flow.nodes, places);
  return places;
}

/** Node ids in the order in which people read the graph: along the wires, left to right, top to bottom. */
export function readingOrder(flow: Flow): string[] {
  const places = placesOf(flow);
  const at = (id: string) => places.get(id) ?? { x: 0, y: 0 };
  const ids = flow.nodes.map(({ id }) => id).sort((a, b) => at(a).x - at(b).x || at(a).y - at(b).y);
  const order = topologicalOrder(ids, arrowsOf(flow));
  const ordered = new Set(order);
  return [...order, ...ids.filter((id) => !ordered.has(id))];
}

/** The wires as arrows between node ids. */
export function arrowsOf(flow: Flow): Arrow[] {
  return flow.edges.map(({ from, to }) => [from.node, to.node]);
}

/** Longest way from a source, in wires. */
function depthsOf(flow: Flow): Map<string, number> {
  const arrows = arrowsOf(flow);
  const ids = flow.nodes.map(({ id }) => id);
  const depths = new Map(ids.map((id) => [id, 0]));
  for (const id of topologicalOrder(ids, arrows)) {
    const depth = (depths.get(id) ?? 0) + 1;
    for (const [from, to] of arrows) if (from === id) depths.set(to, Math.max(depths.get(to) ?? 0, depth));
  }
  return depths;
}
