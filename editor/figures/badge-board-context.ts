import { createContext, use } from "react";
import type { BadgeBoard } from "./badge-board.ts";

/** Hands the page's board down. */
export const BadgeBoardContext = createContext<BadgeBoard | undefined>(undefined);

/** The page's board: all badges are drawn together. */
export function useBadgeBoard(): BadgeBoard {
  const board = use(BadgeBoardContext);
  if (board === undefined) throw new Error("useBadgeBoard() needs a BadgeBoardContext above it.");
  return board;
}
