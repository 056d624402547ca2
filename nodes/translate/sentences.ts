/**
 * A text cut into sentences by the rules of Unicode UAX #29, trimmed; blank ones are left out.
 * @param language ISO 639-1 code, for rules that depend on it
 */
export function splitSentences(text: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter(Boolean);
}

/**
 * A sentence cut into halves, and those again, until each piece has at most `maxTokens` tokens: a recogniser
 * that writes no full stops must not make a sentence that the model cannot take. Cuts at the space nearest
 * to the middle, or in the middle where there is none.
 */
export function splitToFit(
  sentence: string,
  maxTokens: number,
  countTokens: (text: string) => number,
): string[] {
  if (sentence.length < 2 || countTokens(sentence) <= maxTokens) return [sentence];
  const at = nearestSpace(sentence, sentence.length >> 1);
  return [sentence.slice(0, at), sentence.slice(at)].flatMap((half) =>
    splitToFit(half.trim(), maxTokens, countTokens),
  );
}

function nearestSpace(text: string, middle: number): number {
  for (let distance = 0; distance < middle; distance++) {
    if (text[middle - distance] === " ") return middle - distance;
    if (text[middle + distance] === " ") return middle + distance;
  }
  return middle;
}
