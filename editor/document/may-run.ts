/** What has the keyboard's focus: `page` is the canvas and all that does not use keys itself. */
export type FocusKind = "page" | "button" | "field" | "menu";

/** The part of a KeyboardEvent that says what was pressed. */
export type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">;

/** What a text field does itself with Ctrl or Command. */
const fieldKeys = ["a", "c", "v", "x", "y", "z", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const moreFieldKeys = ["Home", "End", "Backspace", "Delete"];

/**
 * Whether a key may run a command. A field keeps what one types and edits with, a button Enter and the space bar, a
 * menu everything.
 */
export function mayRun(press: Press, focus: FocusKind): boolean {
  const hasModifier = press.ctrlKey || press.metaKey;
  if (focus === "menu") return false;
  if (focus === "button") return hasModifier || !["Enter", " "].includes(press.key);
  if (focus === "field") {
    if (/^F\d+$/.test(press.key)) return true;
    const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
    return hasModifier && ![...fieldKeys, ...moreFieldKeys].includes(key);
  }
  return true;
}

/** What of the page an element is to the keyboard. */
export function focusKind(element: Element): FocusKind {
  if (element.closest("[role=menu], dialog:modal") !== null) return "menu";
  if (element.closest("input, textarea, select, [contenteditable=true]") !== null) return "field";
  if (element.closest("button, a[href], summary, [role=button], [role=option]") !== null) return "button";
  return "page";
}
