import { expect, test } from "vitest";
import { toSample } from "./figures.ts";
import { SampleRing } from "./sample-ring.ts";
import { metricsMessage } from "./testing.ts";

const sample = (timeMs: number, cpuPercent = 1) => ({
  ...toSample(metricsMessage(timeMs), undefined),
  cpuPercent,
});

test("the newest samples are kept, oldest first", () => {
  const ring = new SampleRing(3);
  for (const [index, timeMs] of [250, 500, 750, 1000].entries()) ring.push(sample(timeMs, index));
  expect(ring.columns("cpuPercent")).toEqual([
    [0.5, 0.75, 1],
    [1, 2, 3],
  ]);
});

test("what is not known is a break in the line", () => {
  const ring = new SampleRing(4);
  ring.push(sample(250));
  expect(ring.columns("packetsPerSecond")).toEqual([[0.25], [null]]);
});

test("a time without messages is a break in the line, not a straight line over it", () => {
  const ring = new SampleRing(10);
  ring.push(sample(1000, 5));
  ring.push(sample(9000, 6));
  expect(ring.columns("cpuPercent")).toEqual([
    [1, 1.001, 9],
    [5, null, 6],
  ]);
});

test("times only grow: a late sample is passed over, a clock set back begins anew", () => {
  const ring = new SampleRing(10);
  ring.push(sample(10_000));
  ring.push(sample(10_000));
  ring.push(sample(9_900));
  expect(ring.length).toBe(1);
  ring.push(sample(1_000, 8));
  expect(ring.columns("cpuPercent")).toEqual([[1], [8]]);
});
