import { Check } from "typebox/schema";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import { migrateFlow } from "#engine/flow/migrate.ts";
import { type Flow, flowFormat, flowSchema } from "#engine/flow/schema.ts";
import { catalogue } from "./catalogue.ts";
import { freeId, nodeIds, type Point } from "./edits.ts";
import { placesByKey } from "./keys.ts";
import { snapped } from "./layout/grid.ts";
import { placesOf } from "./layout/places.ts";
import type { Selection } from "./selection.ts";

/** Format name of what is copied; the number counts up with breaking changes. */
const clipFormat = "clip/1";

/** How far a copy lies beside what it was made from, in px at zoom 1. */
const asidePx = 24;

/** A part of a flow: what is copied and pasted, as JSON text. */
export type Clip = Pick<Flow, "nodes" | "edges" | "comments" | "groups">;

/** The selected part of a flow: nodes with the wires among them, groups that are in it whole, comments. */
export function clipOf(flow: Flow, selection: Selection): Clip {
  const chosen = new Set(selection.nodes);
  const comments = new Set(selection.comments);
  const places = placesByKey(flow);
  return {
    nodes: flow.nodes
      .filter(({ id }) => chosen.has(id))
      .map((node) => ({ ...node, position: places.get(node.id) ?? { x: 0, y: 0 } })),
    edges: flow.edges.filter(({ from, to }) => chosen.has(from.node) && chosen.has(to.node)),
    comments: (flow.comments ?? []).filter(({ id }) => comments.has(id)),
    groups: (flow.groups ?? []).filter(({ nodes }) => nodes.every((id) => chosen.has(id))),
  };
}

/** A clip as text for the clipboard. */
export function clipText(clip: Clip): string {
  return JSON.stringify({ patchbay: clipFormat, ...clip }, null, 2);
}

/** What a text from the clipboard is: a clip, a document for the import dialog, or something else. */
export function readClip(
  text: string,
): { kind: "clip"; clip: Clip } | { kind: "document" } | { kind: "other" } {
  const value = parsed(text);
  if (typeof value !== "object" || value === null) return { kind: "other" };
  if (!("patchbay" in value)) return { kind: "document" };
  const { patchbay, ...clip } = value;
  const document = { format: flowFormat, id: "clip", name: "clip", ...clip };
  if (patchbay !== clipFormat || !Check(flowSchema, document)) return { kind: "other" };
  return { kind: "clip", clip: { ...(clip as Clip), nodes: migrateFlow(document, catalogue).nodes } };
}

/**
 * Adds a clip under ids that are free, wired as it was among itself, and answers what to select. `at`: the middle of
 * it; without, a little lower right of where it came from.
 */
export function paste(flow: Flow, clip: Clip, at?: Point): { flow: Flow; selection: Selection } {
  const by = clearOf(flow, clip, at === undefined ? { x: asidePx, y: asidePx } : toMiddle(clip, at));
  const moved = (position: Point = { x: 0, y: 0 }) => snapped({ x: position.x + by.x, y: position.y + by.y });
  const newIds = freeIds(clip.nodes, nodeIds(flow));
  const groupIds = freeIds(clip.groups ?? [], new Set(flow.groups?.map(({ id }) => id)));
  const commentIds = freeIds(clip.comments ?? [], new Set(flow.comments?.map(({ id }) => id)));
  const of = (ids: ReadonlyMap<string, string>, id: string) => ids.get(id) ?? id;
  const nodes = clip.nodes.map((node) => {
    return { ...node, id: of(newIds, node.id), position: moved(node.position) };
  });
  const among = clip.edges.filter(({ from, to }) => newIds.has(from.node) && newIds.has(to.node));
  const edges = among.map(({ id: _, ...edge }) => ({
    ...edge,
    from: { ...edge.from, node: of(newIds, edge.from.node) },
    to: { ...edge.to, node: of(newIds, edge.to.node) },
  }));
  const groups = (clip.groups ?? []).map((each) => {
    return { ...each, id: of(groupIds, each.id), nodes: each.nodes.flatMap((id) => newIds.get(id) ?? []) };
  });
  const comments = (clip.comments ?? []).map((each) => {
    return { ...each, id: of(commentIds, each.id), position: moved(each.position) };
  });
  const pasted: Flow = {
    ...flow,
    nodes: [...flow.nodes, ...nodes],
    edges: [...flow.edges, ...edges],
    ...(groups.length === 0 ? {} : { groups: [...(flow.groups ?? []), ...groups] }),
    ...(comments.length === 0 ? {} : { comments: [...(flow.comments ?? []), ...comments] }),
  };
  const ids = { nodes: nodes.map(({ id }) => id), comments: comments.map(({ id }) => id) };
  return { flow: pasted, selection: { ...ids, edges: edges.map(edgeLabel) } };
}

function freeIds(items: readonly { readonly id: string }[], taken: ReadonlySet<string>): Map<string, string> {
  const used = new Set(taken);
  const ids = new Map<string, string>();
  for (const { id } of items) {
    // `vad-2` copied is `vad-3`, not `vad-2-2`.
    const free = used.has(id) ? freeId(id.replace(/-\d+$/, ""), used) : id;
    used.add(free);
    ids.set(id, free);
  }
  return ids;
}

/** The distance, or as much more to the lower right as it takes for no copy to hide a node. */
function clearOf(flow: Flow, clip: Clip, by: Point): Point {
  const places = [...placesOf(flow).values()];
  const hides = ({ x, y }: Point) =>
    clip.nodes.some(({ position = { x: 0, y: 0 } }) =>
      places.some(
        (place) =>
          Math.abs(position.x + x - place.x) < asidePx && Math.abs(position.y + y - place.y) < asidePx,
      ),
    );
  let clear = by;
  while (hides(clear)) clear = { x: clear.x + asidePx, y: clear.y + asidePx };
  return clear;
}

/** From the middle of the clip's places to a place. */
function toMiddle(clip: Clip, at: Point): Point {
  const places = [...clip.nodes, ...(clip.comments ?? [])].map(({ position }) => position ?? { x: 0, y: 0 });
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return { x: at.x - middle(xs), y: at.y - middle(ys) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
