import { expect, test } from "vitest";
import { boxNumber, parseNumber, readNumber } from "./numbers.ts";

test.each([
  ["0.5", "", 0.5],
  ["0,5", "", 0.5],
  ["  -20 ", "dB", -20],
  ["\u221220 dB", "dB", -20],
  [".25", "", 0.25],
  ["300", "ms", 300],
  ["300ms", "ms", 300],
  ["1.5 s", "ms", 1500],
  ["1,5 s", "ms", 1500],
  ["2 min", "ms", 120_000],
  ["16 kHz", "Hz", 16_000],
  ["44.1k", "Hz", 44_100],
  ["1 000 000", "", 1_000_000],
  ["1,000,000", "", 1_000_000],
  ["1.000.000", "", 1_000_000],
  ["1,234.5", "", 1234.5],
  ["1.234,5", "", 1234.5],
  ["1e3", "", 1000],
  ["0.1 s", "ms", 100],
])("%o in %o is %o", (text, unit, value) => {
  expect(parseNumber(text, unit)).toBe(value);
});

test.each([
  ["", ""],
  ["abc", ""],
  ["12 cats", "ms"],
  ["5 s", ""],
  ["1-2", ""],
  ["--1", ""],
  ["1.2.3,4,5", ""],
  ["Infinity", ""],
  ["1e999", ""],
  [".", ""],
])("%o in %o is no number", (text, unit) => {
  expect(parseNumber(text, unit)).toBeUndefined();
});

test.each(["en", "es", "de", "fr"])("what the box shows in %s reads back as the same number", (language) => {
  for (const value of [0.5, -20, 16_000, 0.35, 1e-7, 123_456_789, 0.1 + 0.2, 1234.5]) {
    expect(parseNumber(boxNumber(value, language))).toBeCloseTo(value, 12);
  }
  expect(boxNumber(undefined, language)).toBe("");
  expect(boxNumber("odd", language)).toBe("odd");
});

test("the box shows no leftovers of binary fractions", () => {
  expect(boxNumber(0.1 + 0.2, "en")).toBe("0.3");
  expect(boxNumber(0.1 + 0.2, "de")).toBe("0,3");
});

test("numbers are read in the reader's way, with their unit", () => {
  expect(readNumber(20_000, "ms", "en")).toBe("20,000\u00a0ms");
  expect(readNumber(0.5, undefined, "de")).toBe("0,5");
});
