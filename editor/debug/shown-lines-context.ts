import { createContext, use } from "react";
import type { ShownLines } from "./shown-lines.ts";

/** Hands what nodes have shown down to the debug room. */
export const ShownLinesContext = createContext<ShownLines | undefined>(undefined);

/** What nodes have shown since the page was opened. */
export function useShownLines(): ShownLines {
  const shown = use(ShownLinesContext);
  if (shown === undefined) throw new Error("useShownLines() needs a ShownLinesContext above it.");
  return shown;
}
