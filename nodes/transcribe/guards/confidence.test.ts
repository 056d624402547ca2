import { expect, test } from "vitest";
import { isSilence } from "./confidence.ts";

const good = {
  averageLogProbability: -0.3,
  noSpeechProbability: 0.01,
  compressionRatio: 1.2,
  tokens: [1, 2, 3],
};

test("silence is no speech and an unsure text, both", () => {
  expect(isSilence({ ...good, averageLogProbability: -1.1, noSpeechProbability: 0.7 })).toBe(true);
  expect(isSilence({ ...good, noSpeechProbability: 0.99 })).toBe(false);
  expect(isSilence({ ...good, averageLogProbability: -3 })).toBe(false);
});
