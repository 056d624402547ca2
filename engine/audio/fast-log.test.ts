import { expect, test } from "vitest";
import { log10 } from "./fast-log.ts";

test("logarithms of all magnitudes are those of Math.log10 within the precision of the values", () => {
  const values = Float32Array.from({ length: 100_000 }, (_, at) => 10 ** (at / 1500 - 33));
  const logs = values.slice();
  log10(logs);
  for (const [at, value] of values.entries()) {
    const expected = Math.log10(value);
    const tolerance = 1e-7 * Math.max(1, Math.abs(expected));
    if (Math.abs((logs[at] as number) - expected) > tolerance) expect(logs[at]).toBe(expected);
  }
});

test("powers of two and a part of a longer array", () => {
  const values = Float32Array.of(5, 1, 2, 0.5, 1024, 7);
  log10(values.subarray(1, 5));
  expect([...values]).toEqual([5, 0, Math.log10(2), -Math.log10(2), Math.log10(1024), 7].map(Math.fround));
});
