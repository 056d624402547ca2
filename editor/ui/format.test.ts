import { expect, test } from "vitest";
import { formatCount, formatDuration, formatMediaTime, formatRatio } from "./format.ts";

test("a duration has the unit that suits it", () => {
  expect([0, 0.0042, 1.23, 9.96, 340.4, 999.6, 2460].map(formatDuration)).toEqual([
    "0 ms",
    "0.004 ms",
    "1.2 ms",
    "10 ms",
    "340 ms",
    "1.0 s",
    "2.5 s",
  ]);
});

test("media time reads as a clock", () => {
  expect([0, 61_999, 3_600_000].map(formatMediaTime)).toEqual(["0:00", "1:01", "1:00:00"]);
});

test("a ratio has two digits that count", () => {
  expect([0, 0.00001, 0.00312, 0.123, 1.44].map(formatRatio)).toEqual([
    "0",
    "<0.0001",
    "0.0031",
    "0.12",
    "1.4",
  ]);
});

test("a count has its thousands apart", () => {
  expect(formatCount(12_345.4)).toBe("12,345");
});
