import type { Point } from "../edits.ts";

/** Step of the grid that nodes snap to, in px at zoom 1. */
export const gridPx = 8;

/** Size of a node before it was drawn, in px at zoom 1. The width is every node's. */
export const guessedSize = { width: 184, height: 80 } as const;

/** The nearest place on the grid. */
export function snapped({ x, y }: Point): Point {
  return { x: Math.round(x / gridPx) * gridPx, y: Math.round(y / gridPx) * gridPx };
}
