import { expect, test } from "vitest";
import { sampleToken, seededRandom } from "./sampling.ts";

test("the same seed gives the same numbers, from 0 up to 1", () => {
  const draw = (seed: number) => Array.from({ length: 1000 }, seededRandom(seed));
  const numbers = draw(7);
  expect(draw(7)).toEqual(numbers);
  expect(draw(8)).not.toEqual(numbers);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(0.5, 1);
});

test.each([0.5, 1])("at temperature %d tokens come as often as the softmax says", (temperature) => {
  const logits = Float32Array.from([0, 1, Number.NEGATIVE_INFINITY, 2]);
  const random = seededRandom(1);
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < 20_000; draw++) {
    const token = sampleToken(logits, temperature, random);
    counts[token] = (counts[token] ?? 0) + 1;
  }
  const weights = [...logits].map((logit) => Math.exp(logit / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [token, weight] of weights.entries()) {
    expect((counts[token] as number) / 20_000).toBeCloseTo(weight / total, 1.7);
  }
  expect(counts[2]).toBe(0);
});

test("a draw at the very end is still an allowed token", () => {
  const logits = Float32Array.from([1, 2, Number.NEGATIVE_INFINITY]);
  expect(sampleToken(logits, 1, () => 1 - 2 ** -53)).toBe(1);
});
