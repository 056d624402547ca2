import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow } from "#engine/flow/schema.ts";

/** What is selected on the canvas, by id; edges by their label. */
export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly comments: readonly string[];
}

/** Nothing selected. */
export const noSelection: Selection = { nodes: [], edges: [], comments: [] };

/** Whether nothing is selected. */
export function isEmpty({ nodes, edges, comments }: Selection): boolean {
  return nodes.length + edges.length + comments.length === 0;
}

/** What of a selection is still in the flow, after an undo say; the same object where all of it is. */
export function pruneSelection(selection: Selection, flow: Flow): Selection {
  const nodeIds = new Set(flow.nodes.map(({ id }) => id));
  const labels = new Set(flow.edges.map(edgeLabel));
  const commentIds = new Set((flow.comments ?? []).map(({ id }) => id));
  const pruned: Selection = {
    nodes: selection.nodes.filter((id) => nodeIds.has(id)),
    edges: selection.edges.filter((label) => labels.has(label)),
    comments: selection.comments.filter((id) => commentIds.has(id)),
  };
  const count = ({ nodes, edges, comments }: Selection) => nodes.length + edges.length + comments.length;
  return count(pruned) === count(selection) ? selection : pruned;
}
