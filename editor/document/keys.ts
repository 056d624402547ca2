import type { Flow } from "#engine/flow/schema.ts";
import { moveItems, type Point } from "./edits.ts";
import { placesOf } from "./layout/places.ts";
import type { Selection } from "./selection.ts";

/*
 * Keys name what lies on the canvas: a node by its id, comments and groups by a prefix and theirs. Ids of a flow hold
 * no spaces, so keys never meet.
 */

const commentPrefix = "comment ";
const groupPrefix = "group ";

/** The key of a comment among those of nodes and groups. */
export function commentKey(commentId: string): string {
  return commentPrefix + commentId;
}

/** The comment that a key names; undefined where it names something else. */
export function commentIdOf(key: string): string | undefined {
  return key.startsWith(commentPrefix) ? key.slice(commentPrefix.length) : undefined;
}

/** The key of a group among those of nodes and comments. */
export function groupKey(groupId: string): string {
  return groupPrefix + groupId;
}

/** The group that a key names; undefined where it names something else. */
export function groupIdOf(key: string): string | undefined {
  return key.startsWith(groupPrefix) ? key.slice(groupPrefix.length) : undefined;
}

/** Keys of the nodes and comments of a selection. */
export function keysOf({ nodes, comments }: Selection): string[] {
  return [...nodes, ...comments.map(commentKey)];
}

/** Places of all nodes and comments of a flow, by key. */
export function placesByKey(flow: Flow): Map<string, Point> {
  const comments = (flow.comments ?? []).map(({ id, position }) => [commentKey(id), position] as const);
  return new Map([...placesOf(flow), ...comments]);
}

/** Moves nodes and comments, by key; the same document where nothing moves. */
export function moveKeys(flow: Flow, places: ReadonlyMap<string, Point>): Flow {
  const before = placesByKey(flow);
  const moved = [...places].filter(([key, { x, y }]) => {
    const was = before.get(key);
    return was !== undefined && (was.x !== x || was.y !== y);
  });
  if (moved.length === 0) return flow;
  const nodes = moved.filter(([key]) => commentIdOf(key) === undefined);
  const comments = moved.flatMap(([key, place]) => {
    const id = commentIdOf(key);
    return id === undefined ? [] : [[id, place] as const];
  });
  return moveItems(flow, { nodes: new Map(nodes), comments: new Map(comments) });
}
