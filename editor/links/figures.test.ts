import { expect, test } from "vitest";
import { dropsInto, lagOf, ratePerSecond, realTimeFactorOf } from "./figures.ts";
import { sessionFigures, wireOf } from "./testing.ts";

const counts = (entries: Record<string, number>) => new Map(Object.entries(entries));

test("a rate is the increase by the time between", () => {
  expect(ratePerSecond(counts({ a: 100 }), counts({ a: 150 }), 250)).toBe(200);
});

test("sessions that come or go make no spike and no dip", () => {
  expect(ratePerSecond(counts({ old: 9_000_000 }), counts({ new: 7_000_000 }), 250)).toBe(0);
  expect(ratePerSecond(counts({ a: 10, old: 500 }), counts({ a: 20, new: 800 }), 1000)).toBe(10);
});

test("a count that fell began again at 0", () => {
  expect(ratePerSecond(counts({ a: 900 }), counts({ a: 6 }), 1000)).toBe(6);
});

test("without time between there is no rate", () => {
  expect(ratePerSecond(counts({ a: 1 }), counts({ a: 2 }), 0)).toBeNaN();
});

test("a session's lag is its worst node's, its factor the sum of all", () => {
  const session = sessionFigures("a", 1);
  const [node] = session.nodes;
  if (node === undefined) throw new Error("no node");
  const both = { ...session, nodes: [node, { ...node, nodeId: "slow", lagMs: 900 }] };
  expect(lagOf(both)).toBe(900);
  expect(realTimeFactorOf(both)).toBe(0.5);
  expect(lagOf({ ...session, nodes: [] })).toBe(0);
});

test("drops into a node are those of its own wires", () => {
  const edges = [
    { ...wireOf("a.out", "vad.audio"), packets: 1, dropped: 2 },
    { ...wireOf("vad.out", "b.in"), packets: 1, dropped: 4 },
    { ...wireOf("a.out", "vad.more"), packets: 1, dropped: 8 },
  ];
  expect(dropsInto(edges, "vad")).toBe(10);
});
