import type { Point } from "./edits.ts";

/** What others may ask of the canvas. */
export interface CanvasHandle {
  /** Shows the whole flow. */
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Zoom 1. */
  zoomReset(): void;
  /** Brings nodes and comments into view, by key. */
  reveal(keys: readonly string[]): void;
  /** Middle of what is in view, in flow coordinates. */
  centre(): Point;
  /** Where the pointer was last on the canvas, else the middle of what is in view; in flow coordinates. */
  cursor(): Point;
  /** A place of the page in flow coordinates. */
  toFlow(clientX: number, clientY: number): Point;
  /** Width and height of a node as drawn; a guess before it was drawn. */
  sizeOf(nodeId: string): { readonly width: number; readonly height: number };
  /** Puts the keyboard's focus on a node. */
  focusNode(nodeId: string): void;
  /** Lets a text be edited in place: of a node, a comment or a group, by key (see keys.ts). */
  edit(key: string): void;
}
