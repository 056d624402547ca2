import { expect, test } from "vitest";
import {
  attemptPlan,
  bestAttempt,
  compressionRatio,
  isInaudible,
  isLoop,
  isRepetitive,
  isSilence,
  needsRetry,
  trimRepeatedTail,
} from "./guards.ts";

const good = {
  averageLogProbability: -0.3,
  noSpeechProbability: 0.01,
  compressionRatio: 1.2,
  tokens: [1, 2, 3],
};

test("text that repeats itself compresses beyond 2.4, ordinary text does not", () => {
  expect(compressionRatio("So far so good. ".repeat(10))).toBeGreaterThan(2.4);
  const ordinary =
    "The train to Paris leaves at nine o'clock from platform eight, and lunch is served on board.";
  expect(compressionRatio(ordinary)).toBeLessThan(1.5);
  expect(compressionRatio("")).toBe(0);
});

test.each([
  ["sure and without repeats", good, false],
  ["repeated", { ...good, compressionRatio: 2.5 }, true],
  ["unsure", { ...good, averageLogProbability: -1.1 }, true],
  ["a loop", { ...good, tokens: Array.from({ length: 40 }, (_, at) => at % 4) }, true],
  ["unsure, and no speech", { ...good, averageLogProbability: -1.1, noSpeechProbability: 0.7 }, false],
])("a window whose text is %s is tried again: %3$s", (_what, figures, retry) => {
  expect(needsRetry(figures)).toBe(retry);
});

test("silence is no speech and an unsure text, both", () => {
  expect(isSilence({ ...good, averageLogProbability: -1.1, noSpeechProbability: 0.7 })).toBe(true);
  expect(isSilence({ ...good, noSpeechProbability: 0.99 })).toBe(false);
  expect(isSilence({ ...good, averageLogProbability: -3 })).toBe(false);
});

test("temperatures rise from 0 to 1; above 0.5 the prompt is gone, and the likeliest text comes first again", () => {
  const plan = (...of: Parameters<typeof attemptPlan>) =>
    attemptPlan(...of).map(({ temperature, usesPrompt }) => `${temperature}${usesPrompt ? "p" : ""}`);
  expect(plan(false, false)).toEqual(["0", "0.2", "0.4", "0.6", "0.8", "1"]);
  expect(plan(true, false)).toEqual(["0p", "0.2p", "0.4p", "0", "0.6", "0.8", "1"]);
  expect(plan(false, true)).toEqual(["0"]);
  expect(plan(true, true)).toEqual(["0p", "0"]);
});

test("of failed attempts the surest that does not repeat itself is taken", () => {
  const repeated = { ...good, averageLogProbability: -0.1, compressionRatio: 9 };
  const unsure = { ...good, averageLogProbability: -1.4 };
  const worse = { ...good, averageLogProbability: -2 };
  expect(bestAttempt([repeated, worse, unsure])).toBe(unsure);
  expect(bestAttempt([{ ...repeated, averageLogProbability: -0.5 }, repeated])).toBe(repeated);
});

test("a loop shows in the last 32 tokens, not before there are as many", () => {
  const varied = Array.from({ length: 32 }, (_, at) => at);
  const loop = Array.from({ length: 32 }, (_, at) => at % 10);
  expect(isLoop(varied)).toBe(false);
  expect(isLoop(loop)).toBe(true);
  expect(isLoop([...loop, ...varied])).toBe(false);
  expect(isLoop([...varied, ...loop])).toBe(true);
  expect(isLoop(loop.slice(1))).toBe(false);
  expect(isRepetitive({ ...good, tokens: loop })).toBe(true);
});

test("a tail repeated five times or more is left once, a shorter one as it is", () => {
  const times = (count: number, ...tail: number[]) => Array.from({ length: count }, () => tail).flat();
  expect(trimRepeatedTail([7, 8, ...times(5, 1)])).toEqual([7, 8, 1]);
  expect(trimRepeatedTail([7, 8, ...times(9, 1, 2, 3)])).toEqual([7, 8, 1, 2, 3]);
  expect(trimRepeatedTail([7, 8, ...times(4, 1, 2)])).toEqual([7, 8, ...times(4, 1, 2)]);
  expect(trimRepeatedTail(times(5, 4))).toEqual([4]);
  expect(trimRepeatedTail([])).toEqual([]);
});

test("nothing is audible below RMS 0.0025, and a short word in a long silence is", () => {
  const rateHz = 16000;
  const level = (rms: number, seconds: number) => new Float32Array(seconds * rateHz).fill(rms);
  expect(isInaudible(level(0.0024, 1), rateHz)).toBe(true);
  expect(isInaudible(level(0.0026, 1), rateHz)).toBe(false);
  const word = new Float32Array(30 * rateHz);
  word.set(level(0.01, 0.3), 20 * rateHz);
  expect(isInaudible(word, rateHz)).toBe(false);
  expect(isInaudible(new Float32Array(0), rateHz)).toBe(true);
});
