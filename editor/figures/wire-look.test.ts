import { expect, test } from "vitest";
import type { EdgeNow } from "./figures.ts";
import { wireLook } from "./wire-look.ts";

const edge = (packetsPerSecond: number, dropsPerSecond = 0, isLatestOnly = false): EdgeNow => ({
  packetsPerSecond,
  dropsPerSecond,
  isLatestOnly,
});

test("the width grows with the logarithm of the traffic, from 1.5 to 5 px", () => {
  const widths = [0, 1, 10, 50, 100, 1000, 1e6].map((rate) => wireLook(edge(rate)).width);
  expect(widths[0]).toBe(1.5);
  expect(widths.slice(-2)).toEqual([5, 5]);
  expect(widths).toEqual([...widths].sort((a, b) => a - b));
  expect(new Set(widths).size).toBe(6);
});

test("traffic that hardly changes leaves the width as it is", () => {
  expect(wireLook(edge(50)).width).toBe(wireLook(edge(51)).width);
});

test("a loss is red; giving way to newer packets, where a wire is meant to, is a warning", () => {
  expect(wireLook(edge(9, 0.5)).losing).toBe("bad");
  expect(wireLook(edge(9, 0.5, true)).losing).toBe("warn");
  expect(wireLook(edge(9)).losing).toBeUndefined();
});

test("a wire that is not in the session, or not known yet, is idle", () => {
  const idle = { width: 1.5, traffic: "idle", losing: undefined };
  expect(wireLook(undefined)).toEqual(idle);
  expect(wireLook(edge(Number.NaN, Number.NaN))).toEqual(idle);
});
