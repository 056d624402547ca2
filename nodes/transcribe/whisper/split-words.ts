/** Tokens that make up one word, from `from` up to, but not with, `to`, of the tokens split. */
export interface WordSpan {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Languages written without spaces: each character that stands alone counts as a word. */
const spaceless: ReadonlySet<string> = new Set(["zh", "ja", "th", "lo", "my", "yue"]);
const joinsNext = "\"'“¿([{-";
const joinsLast = "\"'.。,，!！?？:：”)]}、";
const brokenCharacter = "\uFFFD";

/**
 * Splits text tokens into words with their punctuation. Every token belongs to one word.
 * Source: openai/whisper tokenizer.py, split_to_word_tokens; timing.py, merge_punctuations.
 * @param tokens text tokens only
 * @param toText text of tokens, spaces kept
 */
export function splitWords(
  tokens: readonly number[],
  language: string,
  toText: (tokens: readonly number[]) => string,
): readonly WordSpan[] {
  const characters = splitCharacters(tokens, toText);
  const words = spaceless.has(language) ? characters : joinAtSpaces(characters);
  return joinPunctuation(words).filter(({ text }) => text.trim() !== "");
}

/** The shortest runs of tokens that give whole characters: one character may take several byte-level tokens. */
function splitCharacters(
  tokens: readonly number[],
  toText: (tokens: readonly number[]) => string,
): readonly WordSpan[] {
  const whole = toText(tokens);
  const spans: WordSpan[] = [];
  let from = 0;
  let length = 0;
  for (let to = 1; to <= tokens.length; to++) {
    const text = toText(tokens.slice(from, to));
    const broken = text.indexOf(brokenCharacter);
    // a broken character may also be what the model really wrote
    if (broken >= 0 && whole[length + broken] !== brokenCharacter && to < tokens.length) continue;
    spans.push({ text, from, to });
    length += text.length;
    from = to;
  }
  return spans;
}

function joinAtSpaces(parts: readonly WordSpan[]): readonly WordSpan[] {
  const words: WordSpan[] = [];
  for (const part of parts) {
    const last = words.at(-1);
    if (last === undefined || part.text.startsWith(" ")) words.push(part);
    else words[words.length - 1] = joined(last, part);
  }
  return words;
}

/** Opening punctuation that stands alone goes to the word behind it, closing punctuation to the one before it. */
function joinPunctuation(words: readonly WordSpan[]): readonly WordSpan[] {
  const merged: WordSpan[] = [];
  for (const word of words) {
    const last = merged.at(-1);
    const opens = last !== undefined && isAll(last.text.trim(), joinsNext) && last.text.trim() !== "";
    if (last !== undefined && (opens || isAll(word.text.trim(), joinsLast))) {
      merged[merged.length - 1] = joined(last, word);
    } else merged.push(word);
  }
  return merged;
}

function isAll(text: string, marks: string): boolean {
  return [...text].every((character) => marks.includes(character));
}

function joined(first: WordSpan, second: WordSpan): WordSpan {
  return { text: first.text + second.text, from: first.from, to: second.to };
}
