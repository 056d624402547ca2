import fc from "fast-check";
import { expect, test } from "vitest";
import { Histogram } from "./histogram.ts";

test("a quantile is within 10% of the true one", () => {
  const durations = fc.array(fc.double({ min: 0.001, max: 10_000, noNaN: true }), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (values, q) => {
      const histogram = new Histogram();
      for (const value of values) histogram.record(value);
      const exact = [...values].sort((a, b) => a - b)[Math.ceil(q * values.length) - 1] as number;
      expect(histogram.quantile(q) / exact).toBeGreaterThan(0.9);
      expect(histogram.quantile(q) / exact).toBeLessThan(1.1);
    }),
  );
});

test("an empty histogram answers 0", () => {
  expect(new Histogram().quantile(0.5)).toBe(0);
});
