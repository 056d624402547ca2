import type { Flow } from "#engine/flow/schema.ts";
import type { Point } from "../edits.ts";
import { boxesOf, type SizeOf } from "./arrange.ts";
import { gridPx, guessedSize } from "./grid.ts";

/** Space under a node that another had to step aside for, in px at zoom 1. */
const gapPx = 32;

/** The wanted place of a new node, or the first one below it where it covers no other node; `but`: not this one. */
export function freePlace(
  flow: Flow,
  wanted: Point,
  sizeOf: SizeOf = () => guessedSize,
  but?: string,
): Point {
  const ids = flow.nodes.map(({ id }) => id).filter((id) => id !== but);
  const boxes = [...boxesOf(flow, ids, sizeOf).values()];
  const coveredFrom = ({ x, y }: Point) =>
    boxes.find(
      (box) =>
        x < box.x + box.width &&
        x + guessedSize.width > box.x &&
        y < box.y + box.height &&
        y + guessedSize.height > box.y,
    );
  let place = wanted;
  for (let box = coveredFrom(place); box !== undefined; box = coveredFrom(place))
    place = { x: wanted.x, y: Math.ceil((box.y + box.height + gapPx) / gridPx) * gridPx };
  return place;
}
