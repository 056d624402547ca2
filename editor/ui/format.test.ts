import { expect, test } from "vitest";
import {
  formatCount,
  formatDuration,
  formatMediaTime,
  formatPercent,
  formatRatio,
  formatSize,
} from "./format.ts";

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

test("bytes have the unit that suits them, in powers of a thousand", () => {
  expect([1, 912, 2_340_000, 999_600, 131_000_000, 3_100_000_000].map(formatSize)).toEqual([
    "1 byte",
    "912 bytes",
    "2.3 MB",
    "1.0 MB",
    "131 MB",
    "3.1 GB",
  ]);
  expect(formatPercent(104.6)).toBe("105%");
});
