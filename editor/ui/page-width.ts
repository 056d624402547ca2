/**
 * The widths below which pages are laid out in another way; style sheets use these three and no others, in this form, since
 * CSS has no variables in media queries (ui/layers.test.ts). `wide`: there is room for two panels beside the canvas.
 * `medium`: bars have room for words. `phone`: a hand's width.
 */
export const breakpoints = { wide: "69rem", medium: "56rem", phone: "44rem" } as const;

const narrow = `(width < ${breakpoints.wide})`;
const phone = `(width < ${breakpoints.phone})`;

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
