import { expect, test } from "vitest";
import { likeliest, probabilityOf } from "./logits.ts";

test("a probability is a softmax over all tokens, or over those named", () => {
  const logits = Float32Array.from([1, 2, 3, 50]);
  expect(probabilityOf(logits, 3)).toBeCloseTo(1, 5);
  const [a, b] = [Math.exp(1), Math.exp(2)];
  expect(probabilityOf(logits, 1, [0, 1])).toBeCloseTo(b / (a + b), 5);
});

test("the likeliest token is the first of the highest, with its log-softmax", () => {
  const logits = new Float32Array(1000).fill(-2);
  logits.set([5, 5], 600);
  const { token, logProbability } = likeliest(logits);
  expect(token).toBe(600);
  expect(logProbability).toBeCloseTo(5 - Math.log(2 * Math.exp(5) + 998 * Math.exp(-2)), 5);
});
