import { expect, test } from "vitest";
import { SampleRing } from "./sample-ring.ts";

const ringOf = (capacity: number) => new SampleRing(["load", "rate"], capacity);
const sample = (timeMs: number, load = 1, rate = Number.NaN) => ({ timeMs, load, rate });

test("the newest samples are kept, oldest first", () => {
  const ring = ringOf(3);
  for (const [index, timeMs] of [250, 500, 750, 1000].entries()) ring.push(sample(timeMs, index));
  expect(ring.columns("load")).toEqual([
    [0.5, 0.75, 1],
    [1, 2, 3],
  ]);
});

test("lines of one chart share their times", () => {
  const ring = ringOf(3);
  for (const timeMs of [250, 500]) ring.push(sample(timeMs, 3, 8));
  expect(ring.columns("rate", "load")).toEqual([
    [0.25, 0.5],
    [8, 8],
    [3, 3],
  ]);
});

test("what is not known is a break in the line", () => {
  const ring = ringOf(4);
  ring.push(sample(250));
  expect(ring.columns("rate")).toEqual([[0.25], [null]]);
});

test("a time without messages is a break in the line, not a straight line over it", () => {
  const ring = ringOf(10);
  ring.push(sample(1000, 5));
  ring.push(sample(9000, 6));
  expect(ring.columns("load")).toEqual([
    [1, 1.001, 9],
    [5, null, 6],
  ]);
});

test("times only grow: a late sample is passed over, a clock set back begins anew", () => {
  const ring = ringOf(10);
  ring.push(sample(10_000));
  ring.push(sample(10_000));
  ring.push(sample(9_900));
  expect(ring.length).toBe(1);
  ring.push(sample(1_000, 8));
  expect(ring.columns("load")).toEqual([[1], [8]]);
});
