import { expect, test } from "vitest";
import { splitWords } from "./split-words.ts";

/** Tokens are places in a list of byte strings, as byte-level tokens are. */
function split(language: string, ...parts: readonly (string | readonly number[])[]) {
  const bytes = parts.map((part) => Buffer.from(part as string));
  const toText = (tokens: readonly number[]) =>
    Buffer.concat(tokens.map((token) => bytes[token] as Buffer)).toString();
  const tokens = [...bytes.keys()];
  return splitWords(tokens, language, toText).map(({ text, from, to }) => [text, from, to]);
}

test("a word begins at a space and takes its endings and punctuation along", () => {
  expect(split("en", " Where", " is", " the", " sta", "tion", "?")).toEqual([
    [" Where", 0, 1],
    [" is", 1, 2],
    [" the", 2, 3],
    [" station?", 3, 6],
  ]);
});

test("words with apostrophes and hyphens stay whole", () => {
  expect(split("en", " nine", " o", "'", "clock", " well", "-", "known")).toEqual([
    [" nine", 0, 1],
    [" o'clock", 1, 4],
    [" well-known", 4, 7],
  ]);
});

test("opening punctuation goes with the next word, closing punctuation that stands alone with the last", () => {
  expect(split("es", " ¿", "Hay", " (", "dos", ")", " !", " “", " ja")).toEqual([
    [" ¿Hay", 0, 2],
    [" (dos) !", 2, 6],
    [" “ ja", 6, 8],
  ]);
});

test("a character of several tokens is not cut", () => {
  const [first, ...rest] = [...Buffer.from("é")] as [number, ...number[]];
  expect(split("fr", " caf", [first], rest, " noir")).toEqual([
    [" café", 0, 3],
    [" noir", 3, 4],
  ]);
});

test.each(["zh", "ja", "th", "lo", "my", "yue"])("in %s each character is a word", (language) => {
  const [a, b, c] = [...Buffer.from("你")] as [number, number, number];
  expect(split(language, [a], [b, c], "好", "。", "吗")).toEqual([
    ["你", 0, 2],
    ["好。", 2, 4],
    ["吗", 4, 5],
  ]);
});

test("bytes that the model left broken end somewhere, and no token is lost", () => {
  expect(split("en", " a", [0xc3], " b").at(-1)).toEqual([" b", 2, 3]);
  expect(split("en", " a", [0xc3]).at(-1)?.[2]).toBe(2);
  expect(split("en")).toEqual([]);
});
