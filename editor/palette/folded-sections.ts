import { useState } from "react";
import type { Category } from "#engine/graph/definition.ts";
import { readStored, writeStored } from "../ui/storage.ts";

const key = "patchbay.palette.folded";

/** Sections of the palette that this browser keeps folded. */
export function useFoldedSections() {
  const [folded, setFolded] = useState(() => readStored<readonly Category[]>("localStorage", key) ?? []);
  const toggle = (category: Category) => {
    const next = folded.includes(category)
      ? folded.filter((each) => each !== category)
      : [...folded, category];
    writeStored("localStorage", key, next);
    setFolded(next);
  };
  return { folded, toggle };
}
