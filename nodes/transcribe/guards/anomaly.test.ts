import { expect, test } from "vitest";
import { isHallucination, wordAnomaly } from "./anomaly.ts";

const rateHz = 16000;
const word = (seconds: number, probability = 0.9, text = "word") => {
  return { text, startSamples: 0, endSamples: seconds * rateHz, probability };
};

test.each([
  ["ordinary", word(0.3), 0],
  ["improbable", word(0.3, 0.1), 1],
  ["too short", word(0.033), 1.5],
  ["too long", word(3.5), 1.5],
  ["improbable and too long", word(3, 0.1), 2],
])("a word that is %s scores %3$d", (_what, odd, score) => {
  expect(wordAnomaly(odd, rateHz)).toBeCloseTo(score, 5);
});

test("a word whose probability nobody knows is judged by its length", () => {
  const { probability: _, ...unknown } = word(0.033);
  expect(wordAnomaly(unknown, rateHz)).toBeCloseTo(1.5, 5);
});

test("a score of 3 over the first eight words, or of nearly one a word, is a hallucination", () => {
  const good = Array.from({ length: 8 }, () => word(0.3));
  const bad = Array.from({ length: 3 }, () => word(0.3, 0.1));
  expect(isHallucination(good, rateHz)).toBe(false);
  expect(isHallucination([...good.slice(0, 5), ...bad], rateHz)).toBe(true);
  expect(isHallucination([...good, ...bad], rateHz)).toBe(false);
  expect(isHallucination([word(0.3, 0.1)], rateHz)).toBe(true);
  expect(isHallucination([word(0.3, 0.1), word(0.3)], rateHz)).toBe(false);
});

test("punctuation that stands alone is no word", () => {
  expect(isHallucination([word(0, 0, "…"), word(0.3)], rateHz)).toBe(false);
  expect(isHallucination([], rateHz)).toBe(false);
});
