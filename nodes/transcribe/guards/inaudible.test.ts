import { expect, test } from "vitest";
import { isInaudible } from "./inaudible.ts";

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
