import { expect, test } from "vitest";
import { tickLabel, tickStep, ticksIn } from "./ticks.ts";

const range = (spanMs: number) => ({ fromMs: 0, toMs: spanMs });

test("the step is the smallest round one that leaves each tick its room", () => {
  const step = (spanMs: number) => tickStep(range(spanMs), 800, 80);
  expect([90, 1_000, 9_000, 60_000, 300_000, 3_600_000].map(step)).toEqual([
    10, 100, 1_000, 10_000, 30_000, 600_000,
  ]);
  expect(step(1e9)).toBe(2 * 24 * 3_600_000);
});

test("ticks are multiples of the step in the range, its ends among them", () => {
  expect(ticksIn({ fromMs: 1_000, toMs: 3_000 }, 500)).toEqual([1_000, 1_500, 2_000, 2_500, 3_000]);
  expect(ticksIn({ fromMs: 1_001, toMs: 1_999 }, 1_000)).toEqual([]);
  expect(ticksIn({ fromMs: 33, toMs: 37 }, 1)).toEqual([33, 34, 35, 36, 37]);
});

test("a label has hours where there are any, and as many digits as the step tells apart", () => {
  expect(tickLabel(65_000, 1_000)).toBe("1:05");
  expect(tickLabel(65_300, 100)).toBe("1:05.3");
  expect(tickLabel(65_320, 20)).toBe("1:05.32");
  expect(tickLabel(65_321, 1)).toBe("1:05.321");
  expect(tickLabel(3_723_004, 2)).toBe("1:02:03.004");
  expect(tickLabel(3_600_000, 60_000)).toBe("1:00:00");
});
