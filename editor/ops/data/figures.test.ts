import { expect, test } from "vitest";
import { dropsInto, lagOf, ratePerSecond, realTimeFactorOf, toSample } from "./figures.ts";
import { metricsMessage, sessionFigures } from "./testing.ts";

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

test("the first sample has levels but no rates", () => {
  const sample = toSample(metricsMessage(1000, sessionFigures("a", 50)), undefined);
  expect(sample).toMatchObject({ cpuPercent: 12, rssMib: 64, sessions: 1, queueDepth: 3 });
  expect(sample.packetsPerSecond).toBeNaN();
});

test("packets and drops are those of all sessions, a second", () => {
  const before = metricsMessage(1000, sessionFigures("a", 50), sessionFigures("b", 10, 1));
  const now = metricsMessage(1500, sessionFigures("a", 75), sessionFigures("b", 20, 5));
  expect(toSample(now, before)).toMatchObject({ packetsPerSecond: 70, dropsPerSecond: 8 });
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
    { label: "a.out -> vad.audio", packets: 1, dropped: 2 },
    { label: "vad.out -> b.in", packets: 1, dropped: 4 },
    { label: "a.out -> vad.more", packets: 1, dropped: 8 },
  ];
  expect(dropsInto(edges, "vad")).toBe(10);
});
