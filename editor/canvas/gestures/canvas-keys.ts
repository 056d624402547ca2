import type { KeyboardEvent } from "react";
import type { Editor } from "../../document/editor.ts";
import { commentIdOf, keysOf } from "../../document/keys.ts";
import { noSelection } from "../../document/selection.ts";
import { isNarrow } from "../../ui/page-width.ts";
import type { CanvasModel } from "../nodes-and-edges/canvas-model.ts";

/**
 * What the canvas itself does with the keyboard: Tab goes through nodes in reading order, also those that are not in
 * view; Enter opens a node's settings or a comment's text. All other keys are commands.
 */
export function canvasKeyPressed(editor: Editor, model: CanvasModel, event: KeyboardEvent): void {
  const key = nodeKeyOf(event.target);
  if (key === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") {
    event.preventDefault();
    if (commentIdOf(key) === undefined) inspect(editor, key);
    else model.edit(key);
  }
  if (event.key !== "Tab") return;
  const keys = model.store.getState().nodes.map(({ id }) => id);
  const next = keys[keys.indexOf(key) + (event.shiftKey ? -1 : 1)];
  if (next === undefined) return;
  event.preventDefault();
  selectKey(editor, next);
  editor.canvas?.focusNode(next);
}

/** A node that the keyboard reaches is selected, so that commands mean it. */
export function canvasFocused(editor: Editor, target: EventTarget): void {
  const key = nodeKeyOf(target);
  if (key === undefined || !(target as Element).matches(":focus-visible")) return;
  if (!keysOf(editor.selection).includes(key)) selectKey(editor, key);
}

/** Selects one node or comment and nothing else. */
export function selectKey(editor: Editor, key: string): void {
  const commentId = commentIdOf(key);
  editor.select({
    ...noSelection,
    ...(commentId === undefined ? { nodes: [key] } : { comments: [commentId] }),
  });
}

/** Opens the inspector for what was clicked where it lies over the canvas; beside it it is as the person left it. */
export function showInspector(editor: Editor): void {
  if (isNarrow()) editor.view.setState({ isInspectorOpen: true });
}

/** Shows a node's settings and goes to the first of them. */
export function inspect(editor: Editor, nodeId: string): void {
  editor.select({ ...noSelection, nodes: [nodeId] });
  editor.view.setState({ isInspectorOpen: true });
  // A frame later, when the inspector shows this node.
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(".inspector :is(input, select, textarea)")?.focus(),
    ),
  );
}

/** Key of the node or comment whose own element this is, not something in it. */
function nodeKeyOf(target: EventTarget): string | undefined {
  return target instanceof HTMLElement && target.matches(".react-flow__node")
    ? target.dataset["id"]
    : undefined;
}
