import type { Point } from "../state/edits.ts";

/** What others may ask of the canvas. */
export interface CanvasHandle {
  /** Shows the whole flow. */
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Zoom 1. */
  zoomReset(): void;
  /** Brings nodes into view. */
  reveal(nodeIds: readonly string[]): void;
  /** Middle of what is in view, in flow coordinates. */
  centre(): Point;
  /** A place of the page in flow coordinates. */
  toFlow(clientX: number, clientY: number): Point;
  /** Width and height of a node as drawn; a guess before it was drawn. */
  sizeOf(nodeId: string): { readonly width: number; readonly height: number };
  /** Puts the keyboard's focus on a node. */
  focusNode(nodeId: string): void;
}
