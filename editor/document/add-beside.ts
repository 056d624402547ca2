import type { Flow } from "#engine/flow/schema.ts";
import { text } from "../texts/texts.ts";
import { portsOf } from "./connect-rules.ts";
import type { Editor } from "./editor.ts";
import type { Point } from "./edits.ts";
import { guessedSize } from "./layout/grid.ts";
import { placesOf } from "./layout/places.ts";
import { headPx, placeNode } from "./layout/placing.ts";
import { noSelection } from "./selection.ts";
import { shownType } from "./shown.ts";
import type { PortEnd } from "./view.ts";

/** Space between nodes that are put beside each other, in px at zoom 1. */
const gapPx = 64;

/** Adds a node right of the selection, else in the middle of the view, selects it and says so. Its id. */
export function addBeside(editor: Editor, type: string): string | undefined {
  const { flow, canvas } = editor;
  if (flow === undefined) return undefined;
  const beside = editor.selection.nodes.at(-1);
  const at = beside === undefined ? inTheMiddle(editor) : placeBeside(editor, flow, beside, "output");
  const { flow: placed, nodeId } = placeNode(flow, type, at, { sizeOf: canvas?.sizeOf });
  editor.change(() => placed);
  editor.select({ ...noSelection, nodes: [nodeId] });
  editor.canvas?.reveal([nodeId]);
  return nodeId;
}

/** Opens the search of a node to put right of the selected one, its first free output wired; nothing is selected: false. */
export function askBeside(editor: Editor): boolean {
  const { flow, selection } = editor;
  const beside = selection.nodes.at(-1);
  if (flow === undefined || beside === undefined) return false;
  const at = placeBeside(editor, flow, beside, "output");
  const from = freeOutput(flow, beside);
  editor.openDialog({ kind: "add-node", at, ...(from === undefined ? {} : { from, offersAll: true }) });
  return true;
}

/** Where a pointer would put a node beside another, in its row: right of it for an output, left of it for an input. */
export function placeBeside(editor: Editor, flow: Flow, nodeId: string, side: PortEnd["side"]): Point {
  const { x, y } = placesOf(flow).get(nodeId) ?? { x: 0, y: 0 };
  const { width } = editor.canvas?.sizeOf(nodeId) ?? guessedSize;
  return { x: side === "output" ? x + width + gapPx : x - gapPx, y: y + headPx };
}

/** The first output of a node without a wire; `error` is none. */
export function freeOutput(flow: Flow, nodeId: string): PortEnd | undefined {
  const type = flow.nodes.find(({ id }) => id === nodeId)?.type ?? "";
  const wired = new Set(flow.edges.filter(({ from }) => from.node === nodeId).map(({ from }) => from.port));
  const port = Object.keys(portsOf(type, "output")).find((each) => each !== "error" && !wired.has(each));
  return port === undefined ? undefined : { nodeId, port, side: "output" };
}

/** What a screen reader says after a node was added. */
export function addedText(type: string): string {
  return text("palette.added", { title: shownType(type)?.title ?? type });
}

function inTheMiddle({ canvas }: Editor): Point {
  const { x, y } = canvas?.centre() ?? { x: 0, y: 0 };
  return { x: x - guessedSize.width / 2, y: y - guessedSize.height / 2 + headPx };
}
