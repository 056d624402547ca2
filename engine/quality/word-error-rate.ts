/** Words as they are compared: lower case, without punctuation, accents kept. */
export function normaliseWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize("NFC")
      .match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []
  );
}

/** Substitutions, deletions and insertions that turn `reference` into `hypothesis` (Levenshtein, over items). */
export function editDistance<T>(reference: readonly T[], hypothesis: readonly T[]): number {
  let previous = Array.from({ length: hypothesis.length + 1 }, (_, at) => at);
  reference.forEach((expected, row) => {
    const current = [row + 1];
    hypothesis.forEach((actual, column) => {
      const substituted = (previous[column] as number) + (expected === actual ? 0 : 1);
      current.push(
        Math.min(substituted, (previous[column + 1] as number) + 1, (current[column] as number) + 1),
      );
    });
    previous = current;
  });
  return previous[hypothesis.length] as number;
}

/** Word error rate: edits by words of the reference. 0 is perfect; above 1 is possible. */
export function wordErrorRate(reference: string, hypothesis: string): number {
  const expected = normaliseWords(reference);
  return editDistance(expected, normaliseWords(hypothesis)) / Math.max(1, expected.length);
}
