/** Distances in px: from what is shown to the ring, from there to the card, and from both to the page's edge. */
const ringPx = 4;
const gapPx = 12;
const edgePx = 8;
/** So many elements are shown together: two nodes, with the wire between them. */
const togetherAtMost = 2;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Puts the ring around what the first selector that finds something finds, and the card beside it. */
export function placeTour(ring: HTMLElement, card: HTMLElement, selectors: readonly string[]): void {
  const box = ringBox(selectors);
  move(ring, box.left, box.top);
  write(ring, "width", `${Math.round(box.right - box.left)}px`);
  write(ring, "height", `${Math.round(box.bottom - box.top)}px`);
  const place = besideOf(box, card.offsetWidth, card.offsetHeight);
  move(card, place.x, place.y);
}

function ringBox(selectors: readonly string[]): Box {
  const found = selectors
    .map((each) => [...document.querySelectorAll(each)])
    .find(({ length }) => length > 0);
  const rects = (found ?? []).slice(0, togetherAtMost).map((element) => element.getBoundingClientRect());
  // In the middle of the page where there is nothing to show.
  if (rects.length === 0) rects.push(new DOMRect(innerWidth / 2, innerHeight / 2));
  return {
    left: Math.max(edgePx, Math.min(...rects.map(({ left }) => left)) - ringPx),
    top: Math.max(edgePx, Math.min(...rects.map(({ top }) => top)) - ringPx),
    right: Math.min(innerWidth - edgePx, Math.max(...rects.map(({ right }) => right)) + ringPx),
    bottom: Math.min(innerHeight - edgePx, Math.max(...rects.map(({ bottom }) => bottom)) + ringPx),
  };
}

/** Beside what is high, below or above what is wide, else inside of it. */
function besideOf(box: Box, width: number, height: number): { readonly x: number; readonly y: number } {
  const { left, top, right, bottom } = box;
  const within = (value: number, size: number, page: number) =>
    Math.min(Math.max(edgePx, value), page - size - edgePx);
  const level = within(top, height, innerHeight);
  const column = within(left + right > innerWidth ? right - width : left, width, innerWidth);
  const isHigh = bottom - top > right - left;
  const places = [
    isHigh && { x: right + gapPx, y: level },
    isHigh && { x: left - gapPx - width, y: level },
    { x: column, y: bottom + gapPx },
    { x: column, y: top - gapPx - height },
  ].filter((place) => place !== false);
  const fits = ({ x, y }: { x: number; y: number }) =>
    x === within(x, width, innerWidth) && y === within(y, height, innerHeight);
  return places.find(fits) ?? { x: right - gapPx - width, y: top + gapPx };
}

function move(element: HTMLElement, x: number, y: number): void {
  write(element, "left", `${Math.round(x)}px`);
  write(element, "top", `${Math.round(y)}px`);
}

/** Only what changed: this runs every frame. */
function write(element: HTMLElement, property: "left" | "top" | "width" | "height", value: string): void {
  if (element.style[property] !== value) element.style[property] = value;
}
