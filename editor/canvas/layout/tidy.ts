import type { Flow } from "#engine/flow/schema.ts";
import { moveKeys } from "../../document/keys.ts";
import { around, boxesOf, type SizeOf } from "../../document/layout/arrange.ts";
import { snapped } from "../../document/layout/grid.ts";

/** Gaps between nodes, in px at zoom 1: beside each other for the wires, under each other. */
const columnGapPx = 64;
const rowGapPx = 32;

/**
 * Lays nodes out from left to right along their wires (dagre: layers as in Sugiyama et al. 1981), their top left corner
 * where it was. The answer is an edit for the document as it will be then.
 */
export async function tidy(
  flow: Flow,
  nodeIds: readonly string[],
  sizeOf: SizeOf,
): Promise<(flow: Flow) => Flow> {
  const { Graph, layout } = await import("@dagrejs/dagre");
  const boxes = boxesOf(flow, nodeIds, sizeOf);
  if (boxes.size === 0) return (unchanged) => unchanged;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: rowGapPx, ranksep: columnGapPx });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height });
  for (const [at, { from, to }] of flow.edges.entries()) {
    if (boxes.has(from.node) && boxes.has(to.node)) graph.setEdge(from.node, to.node, {}, String(at));
  }
  layout(graph);
  const laid = new Map([...boxes].map(([id, box]) => [id, { ...box, ...cornerOf(graph.node(id), box) }]));
  const [was, is] = [around(boxes.values()), around(laid.values())];
  const places = new Map(
    [...laid].map(([id, { x, y }]) => [id, snapped({ x: x + was.x - is.x, y: y + was.y - is.y })]),
  );
  return (edited) => moveKeys(edited, places);
}

/** dagre's places are middles. */
function cornerOf(
  middle: { readonly x?: number; readonly y?: number },
  { width, height }: { readonly width: number; readonly height: number },
) {
  return { x: (middle.x ?? 0) - width / 2, y: (middle.y ?? 0) - height / 2 };
}
