import type { Flow } from "#engine/flow/schema.ts";
import type { Point } from "../edits.ts";
import { moveKeys, placesByKey } from "../keys.ts";

/** What boxes are lined up by: `centre` is the vertical axis, `middle` the horizontal one. */
export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";

/** Width and height of what a key names, in px at zoom 1. */
export type SizeOf = (key: string) => { readonly width: number; readonly height: number };

/** A rectangle in px at zoom 1. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Boxes of what the keys name; keys that are not in the flow are left out. */
export function boxesOf(flow: Flow, keys: readonly string[], sizeOf: SizeOf): ReadonlyMap<string, Box> {
  const places = placesByKey(flow);
  return new Map(
    keys.flatMap((key) => {
      const place = places.get(key);
      return place === undefined ? [] : [[key, { ...place, ...sizeOf(key) }]];
    }),
  );
}

/** The smallest box around others. At least one. */
export function around(boxes: Iterable<Box>): Box {
  const all = [...boxes];
  const x = Math.min(...all.map((box) => box.x));
  const y = Math.min(...all.map((box) => box.y));
  const right = Math.max(...all.map((box) => box.x + box.width));
  const bottom = Math.max(...all.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Lines nodes and comments up by an edge or axis of the box around them. */
export function align(flow: Flow, keys: readonly string[], how: Alignment, sizeOf: SizeOf): Flow {
  const boxes = boxesOf(flow, keys, sizeOf);
  if (boxes.size < 2) return flow;
  const frame = around(boxes.values());
  return moveKeys(flow, new Map([...boxes].map(([key, box]) => [key, lined(box, frame, how)])));
}

function lined(box: Box, frame: Box, how: Alignment): Point {
  const { x, y } = box;
  if (how === "left") return { x: frame.x, y };
  if (how === "right") return { x: frame.x + frame.width - box.width, y };
  if (how === "centre") return { x: Math.round(frame.x + (frame.width - box.width) / 2), y };
  if (how === "top") return { x, y: frame.y };
  if (how === "bottom") return { x, y: frame.y + frame.height - box.height };
  return { x, y: Math.round(frame.y + (frame.height - box.height) / 2) };
}

/** Makes the gaps between nodes and comments equal, in the order in which they lie; the outermost stay. */
export function distribute(flow: Flow, keys: readonly string[], axis: "x" | "y", sizeOf: SizeOf): Flow {
  const length = axis === "x" ? "width" : "height";
  const boxes = [...boxesOf(flow, keys, sizeOf)].sort(([, a], [, b]) => a[axis] - b[axis]);
  const [first, last] = [boxes[0]?.[1], boxes.at(-1)?.[1]];
  if (first === undefined || last === undefined || boxes.length < 3) return flow;
  const filled = boxes.reduce((sum, [, box]) => sum + box[length], 0);
  const gap = (last[axis] + last[length] - first[axis] - filled) / (boxes.length - 1);
  let at = first[axis];
  const places = boxes.map(([key, box]) => {
    const place = { x: box.x, y: box.y, [axis]: Math.round(at) };
    at += box[length] + gap;
    return [key, place] as const;
  });
  return moveKeys(flow, new Map(places));
}

/** Moves nodes and comments by a distance. */
export function nudge(flow: Flow, keys: readonly string[], by: Point): Flow {
  const places = placesByKey(flow);
  const moved = keys.flatMap((key) => {
    const place = places.get(key);
    return place === undefined ? [] : [[key, { x: place.x + by.x, y: place.y + by.y }] as const];
  });
  return moveKeys(flow, new Map(moved));
}
