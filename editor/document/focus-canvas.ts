import type { Editor } from "./editor.ts";

/** Gives the keyboard back to the canvas: to the node that is selected, if one is. */
export function focusCanvas(editor: Editor): void {
  const nodeId = editor.selection.nodes.at(-1);
  if (nodeId !== undefined && editor.canvas !== undefined) editor.canvas.focusNode(nodeId);
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
