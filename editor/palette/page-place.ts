import type { CanvasHandle } from "../document/canvas-handle.ts";
import type { Point } from "../document/edits.ts";

/** Far apart, so that a canvas that snaps to its grid hardly bends the scale. */
const farPx = 10_000;

/** A place of the flow in px of the window: the canvas says the way back, which is a scale and a shift. */
export function pagePlace(canvas: CanvasHandle, at: Point): Point {
  const start = canvas.toFlow(0, 0);
  const end = canvas.toFlow(farPx, farPx);
  return {
    x: ((at.x - start.x) / (end.x - start.x)) * farPx,
    y: ((at.y - start.y) / (end.y - start.y)) * farPx,
  };
}
