import type { Editor } from "../document/editor.ts";

/** Id of the palette's search field. */
export const paletteSearchId = "palette-search";

/** Shows the palette and goes to its search. */
export function focusPaletteSearch(editor: Editor): void {
  editor.view.setState({ isPaletteOpen: true });
  // a frame later, when a palette that was folded is there
  requestAnimationFrame(() => document.getElementById(paletteSearchId)?.focus());
}
