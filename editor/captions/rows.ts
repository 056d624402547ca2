import type { Line, Segment } from "./transcript.ts";

/** What a reader wants to see. */
export interface CaptionChoice {
  readonly isOriginalShown: boolean;
  /** Translations, in the order of their columns. */
  readonly languages: readonly string[];
}

/** A text in its column. `waiting`: it is still to come. `none`: there is nothing to translate. */
export type Cell =
  | ({ readonly kind: "text"; readonly isOriginal: boolean } & Line)
  | { readonly kind: "waiting" | "none"; readonly language: string };

/**
 * The cells of a segment, one a column.
 *
 * @param isOpen whether translations may still come
 */
export function cellsOf(segment: Segment, choice: CaptionChoice, isOpen: boolean): Cell[] {
  const original: Cell = { kind: "text", isOriginal: true, ...lineOf(segment) };
  const translated = choice.languages.map((language): Cell => {
    const line = segment.translations.find((candidate) => candidate.language === language);
    if (line !== undefined) return { kind: "text", isOriginal: false, ...line };
    if (segment.language === language) return choice.isOriginalShown ? { kind: "none", language } : original;
    return { kind: isOpen ? "waiting" : "none", language };
  });
  return choice.isOriginalShown ? [original, ...translated] : translated;
}

/** A colour of tokens.css for a speaker, from 1 to 6; 0 while nobody is known. */
export function speakerColour(speaker: number | undefined): number {
  return speaker === undefined ? 0 : ((speaker - 1) % 6) + 1;
}

function lineOf({ language, text, isFinal }: Segment): Line {
  return { language, text, isFinal };
}
