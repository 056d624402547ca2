import { guessedSize, snapped } from "../canvas/grid.ts";
import { placeNode } from "../canvas/placing.ts";
import { catalogue } from "../state/catalogue.ts";
import type { Editor } from "../state/editor.ts";
import { moveItems, type Point } from "../state/edits.ts";
import { noSelection } from "../state/selection.ts";
import { text } from "../texts/texts.ts";

/** Space between nodes that are put beside each other, in px at zoom 1. */
const gapPx = 64;

interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Adds a node right of the selection, else in the middle of the view, selects it and says so. Its id. */
export function addBeside(editor: Editor, type: string): string | undefined {
  const { flow } = editor;
  if (flow === undefined) return undefined;
  const boxes = new Map(
    flow.nodes.map(({ id, position = { x: 0, y: 0 } }) => [
      id,
      { ...position, ...(editor.canvas?.sizeOf(id) ?? guessedSize) },
    ]),
  );
  const beside = boxes.get(editor.selection.nodes.at(-1) ?? "");
  const centre = editor.canvas?.centre() ?? { x: 0, y: 0 };
  const wanted =
    beside === undefined
      ? { x: centre.x - guessedSize.width / 2, y: centre.y - guessedSize.height / 2 }
      : { x: beside.x + beside.width + gapPx, y: beside.y };
  const place = snapped(freeOf([...boxes.values()], wanted));
  const { flow: placed, nodeId } = placeNode(flow, type, place);
  // placeNode() takes the pointer's place, which lies in the node's head: here it is the node's corner.
  editor.change(() => moveItems(placed, { nodes: new Map([[nodeId, place]]), comments: new Map() }));
  editor.select({ ...noSelection, nodes: [nodeId] });
  editor.canvas?.reveal([nodeId]);
  return nodeId;
}

/** What a screen reader says after a node was added. */
export function addedText(type: string): string {
  return text("palette.added", { title: catalogue.get(type)?.title ?? type });
}

/** The wanted place, or the first one below it where a node covers no other. */
export function freeOf(boxes: readonly Box[], wanted: Point): Point {
  const covers = ({ y }: Point) =>
    boxes.find(
      (box) =>
        wanted.x < box.x + box.width &&
        wanted.x + guessedSize.width > box.x &&
        y < box.y + box.height &&
        y + guessedSize.height > box.y,
    );
  let place = wanted;
  for (let box = covers(place); box !== undefined; box = covers(place))
    place = { x: wanted.x, y: box.y + box.height + gapPx / 2 };
  return place;
}
