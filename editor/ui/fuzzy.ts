/** Words shorter than this have to be typed without a slip; from `twoSlipsFrom` letters on two are forgiven. */
const oneSlipFrom = 4;
const twoSlipsFrom = 8;

/**
 * How well a search fits a thing: 0 when one of the typed words is found nowhere, at most 1. Earlier fields count more
 * than later ones; a typing slip costs, but is forgiven.
 */
export function fuzzyScore(query: string, fields: readonly string[]): number {
  const typed = wordsOf(query);
  if (typed.length === 0) return 1;
  const written = fields.map(wordsOf);
  let sum = 0;
  for (const word of typed) {
    const best = Math.max(0, ...written.map((words, at) => bestOf(word, words) / (at + 1)));
    if (best === 0) return 0;
    sum += best;
  }
  return sum / typed.length;
}

/** What a search finds, best first; everything in its old order where nothing was typed. */
export function fuzzySearch<T>(
  query: string,
  things: readonly T[],
  fieldsOf: (thing: T) => readonly string[],
): readonly T[] {
  if (query.trim() === "") return things;
  return things
    .map((thing) => ({ thing, score: fuzzyScore(query, fieldsOf(thing)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ thing }) => thing);
}

function bestOf(typed: string, words: readonly string[]): number {
  return Math.max(0, ...words.map((word) => wordScore(typed, word)));
}

function wordScore(typed: string, word: string): number {
  if (word === typed) return 1;
  if (word.startsWith(typed)) return 0.9;
  if (typed.length > 1 && word.includes(typed)) return 0.7;
  if (typed.length < oneSlipFrom) return 0;
  const slips = slipsInPrefix(typed, word);
  const forgiven = typed.length < twoSlipsFrom ? 1 : 2;
  return slips > forgiven ? 0 : 0.5 - slips / 10;
}

/**
 * Slips (a letter more, less, other, or two swapped) between what was typed and the beginning of a word that is most
 * like it: optimal string alignment distance (Boytsov 2011), read off the last row instead of the last cell.
 */
function slipsInPrefix(typed: string, word: string): number {
  let older: number[] = [];
  let above = Array.from({ length: word.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= word.length; column++) {
      const isSame = typed[row - 1] === word[column - 1];
      const isSwapped = typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      current[column] = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (older[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    older = above;
    above = current;
  }
  return Math.min(...above);
}

/** Words without case and accents. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
