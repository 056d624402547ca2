import { expect, test } from "vitest";
import { attemptPlan, bestAttempt, needsRetry } from "./attempt-plan.ts";

const good = {
  averageLogProbability: -0.3,
  noSpeechProbability: 0.01,
  compressionRatio: 1.2,
  tokens: [1, 2, 3],
};

test.each([
  ["sure and without repeats", good, false],
  ["repeated", { ...good, compressionRatio: 2.5 }, true],
  ["unsure", { ...good, averageLogProbability: -1.1 }, true],
  ["a loop", { ...good, tokens: Array.from({ length: 40 }, (_, at) => at % 4) }, true],
  ["unsure, and no speech", { ...good, averageLogProbability: -1.1, noSpeechProbability: 0.7 }, false],
])("a window whose text is %s is tried again: %3$s", (_what, figures, retry) => {
  expect(needsRetry(figures)).toBe(retry);
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
