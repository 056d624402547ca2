/** Below these widths panels lie over the canvas; editor-page.css and the panels' styles have the same numbers. */
const narrow = "(width < 1100px)";
const phone = "(width < 700px)";

/** Whether the inspector lies over the canvas and opens for what is selected; never without a page. */
export function isNarrow(): boolean {
  return matches(narrow);
}

/** Whether the palette lies over the canvas as well, so that there is room for one panel only. */
export function isPhone(): boolean {
  return matches(phone);
}

/** Calls back when one of the two changes: a window was resized, a phone was turned. */
export function onPageWidth(changed: () => void): void {
  if (typeof matchMedia === "undefined") return;
  for (const query of [narrow, phone]) matchMedia(query).addEventListener("change", changed);
}

function matches(query: string): boolean {
  return typeof matchMedia !== "undefined" && matchMedia(query).matches;
}
