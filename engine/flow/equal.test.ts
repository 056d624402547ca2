import { expect, test } from "vitest";
import { isEqual } from "./equal.ts";

test.each([
  [1, 1],
  [null, null],
  [
    [1, { a: [] }],
    [1, { a: [] }],
  ],
  [
    { a: 1, b: { c: "x" } },
    { b: { c: "x" }, a: 1 },
  ],
  [{ a: 1, b: undefined }, { a: 1 }],
  [undefined, undefined],
])("%j is the same as %j", (left, right) => {
  expect(isEqual(left, right)).toBe(true);
  expect(isEqual(right, left)).toBe(true);
});

test.each([
  [1, "1"],
  [null, undefined],
  [{}, null],
  [[], {}],
  [[1], [1, 2]],
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [{ a: null }, {}],
  [{ constructor: Object }, {}],
  [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }],
])("%j differs from %j", (left, right) => {
  expect(isEqual(left, right)).toBe(false);
  expect(isEqual(right, left)).toBe(false);
});
