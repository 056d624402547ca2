import { expect, test } from "vitest";
import { compressionRatio, isLoop, isRepetitive, trimRepeatedTail } from "./repetition.ts";

test("text that repeats itself compresses beyond 2.4, ordinary text does not", () => {
  expect(compressionRatio("So far so good. ".repeat(10))).toBeGreaterThan(2.4);
  const ordinary =
    "The train to Paris leaves at nine o'clock from platform eight, and lunch is served on board.";
  expect(compressionRatio(ordinary)).toBeLessThan(1.5);
  expect(compressionRatio("")).toBe(0);
});

test("a loop shows in the last 32 tokens, not before there are as many", () => {
  const varied = Array.from({ length: 32 }, (_, at) => at);
  const loop = Array.from({ length: 32 }, (_, at) => at % 10);
  expect(isLoop(varied)).toBe(false);
  expect(isLoop(loop)).toBe(true);
  expect(isLoop([...loop, ...varied])).toBe(false);
  expect(isLoop([...varied, ...loop])).toBe(true);
  expect(isLoop(loop.slice(1))).toBe(false);
  expect(isRepetitive({ compressionRatio: 1.2, tokens: loop })).toBe(true);
});

test("a tail repeated five times or more is left once, a shorter one as it is", () => {
  const times = (count: number, ...tail: number[]) => Array.from({ length: count }, () => tail).flat();
  expect(trimRepeatedTail([7, 8, ...times(5, 1)])).toEqual([7, 8, 1]);
  expect(trimRepeatedTail([7, 8, ...times(9, 1, 2, 3)])).toEqual([7, 8, 1, 2, 3]);
  expect(trimRepeatedTail([7, 8, ...times(4, 1, 2)])).toEqual([7, 8, ...times(4, 1, 2)]);
  expect(trimRepeatedTail(times(5, 4))).toEqual([4]);
  expect(trimRepeatedTail([])).toEqual([]);
});
