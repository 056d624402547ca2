/** Distances in px: from what is shown to the ring, from there to the card, and from both to the page's edge. */
const ringPx = 4;
const gapPx = 12;
const edgePx = 8;

/** Puts the ring around the first element that a selector finds, and the card beside it where there is most room. */
export function placeTour(ring: HTMLElement, card: HTMLElement, selector: string): void {
  const target = document.querySelector(selector);
  // In the middle of the page where there is nothing to show.
  const middle = new DOMRect(innerWidth / 2, innerHeight / 2);
  const { left, top, right, bottom } = target?.getBoundingClientRect() ?? middle;
  const box = {
    left: Math.max(edgePx, left - ringPx),
    top: Math.max(edgePx, top - ringPx),
    right: Math.min(innerWidth - edgePx, right + ringPx),
    bottom: Math.min(innerHeight - edgePx, bottom + ringPx),
  };
  move(ring, box.left, box.top);
  write(ring, "width", `${Math.round(box.right - box.left)}px`);
  write(ring, "height", `${Math.round(box.bottom - box.top)}px`);
  const place = besideOf(box, card.offsetWidth, card.offsetHeight);
  move(card, place.x, place.y);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function besideOf(box: Box, width: number, height: number): { readonly x: number; readonly y: number } {
  const within = (value: number, size: number, page: number) =>
    Math.min(Math.max(edgePx, value), page - size - edgePx);
  const level = within(box.top, height, innerHeight);
  if (box.right + gapPx + width + edgePx <= innerWidth) return { x: box.right + gapPx, y: level };
  if (box.left - gapPx - width >= edgePx) return { x: box.left - gapPx - width, y: level };
  const x = within(box.right - width, width, innerWidth);
  if (box.bottom + gapPx + height + edgePx <= innerHeight) return { x, y: box.bottom + gapPx };
  return { x, y: Math.max(edgePx, box.top - gapPx - height) };
}

function move(element: HTMLElement, x: number, y: number): void {
  write(element, "left", `${Math.round(x)}px`);
  write(element, "top", `${Math.round(y)}px`);
}

/** Only what changed: this runs every frame. */
function write(element: HTMLElement, property: "left" | "top" | "width" | "height", value: string): void {
  if (element.style[property] !== value) element.style[property] = value;
}
