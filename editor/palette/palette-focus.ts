import type { Editor } from "../document/editor.ts";

/** Id of the palette's search field. */
export const paletteSearchId = "palette-search";

/** Shows the palette and goes to its search. */
export function focusPaletteSearch(editor: Editor): void {
  editor.view.setState({ isPaletteOpen: true });
  // a frame later, when a palette that was folded is there
  requestAnimationFrame(() => document.getElementById(paletteSearchId)?.focus());
}

/** Gives the keyboard back to the canvas: to the node that is selected, if one is. */
export function focusCanvas(editor: Editor): void {
  const nodeId = editor.selection.nodes.at(-1);
  if (nodeId !== undefined && editor.canvas !== undefined) editor.canvas.focusNode(nodeId);
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
