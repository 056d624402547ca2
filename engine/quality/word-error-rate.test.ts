import { expect, test } from "vitest";
import { wordErrorRate } from "./word-error-rate.ts";

test("case and punctuation are no errors", () => {
  expect(wordErrorRate("Good morning, how are you?", "good morning how are you")).toBe(0);
});

test("a substitution, a deletion and an insertion each count once", () => {
  expect(wordErrorRate("one two three four", "one too three four")).toBe(0.25);
  expect(wordErrorRate("one two three four", "one two four")).toBe(0.25);
  expect(wordErrorRate("one two three four", "one two two three four")).toBe(0.25);
});

test("accents make a difference, apostrophes hold a word together", () => {
  expect(wordErrorRate("Où est-ce que j'ai", "ou est ce que j'ai")).toBe(0.2);
});
