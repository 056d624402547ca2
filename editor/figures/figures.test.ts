import { expect, test } from "vitest";
import { wireOf } from "../links/testing.ts";
import { edgeFigures, nodeFigures } from "./figures.ts";
import { nodeOf, sessionOf } from "./testing.ts";

const queue = (depth: number, capacity: number, policy = "block") => ({ depth, capacity, policy });
const edge = (label: string, packets: number, dropped = 0, rest = {}) => ({
  ...wireOf(...(label.split(" -> ") as [string, string])),
  packets,
  dropped,
  ...rest,
});
const into = (packets: number, dropped: number, rest = {}) => edge("a.out -> b.in", packets, dropped, rest);

test("a rate is the increase by the time between; without an earlier moment there is none", () => {
  const before = { timeMs: 1000, session: sessionOf([nodeOf("b", { packetsIn: 10 })], [into(10, 1)]) };
  const now = { timeMs: 2000, session: sessionOf([nodeOf("b", { packetsIn: 40 })], [into(44, 3)]) };
  expect(nodeFigures(now, before).get("b")).toMatchObject({ packetsPerSecond: 30, dropsPerSecond: 2 });
  expect(edgeFigures(now, before).get("a.out -> b.in")).toMatchObject({
    packetsPerSecond: 34,
    dropsPerSecond: 2,
  });
  expect(nodeFigures(now, undefined).get("b")?.packetsPerSecond).toBeNaN();
  expect(edgeFigures(now, now).get("a.out -> b.in")?.packetsPerSecond).toBeNaN();
});

test("a source counts what it sends", () => {
  const at = (timeMs: number, packetsOut: number) => ({
    timeMs,
    session: sessionOf([nodeOf("mic", { packetsOut })]),
  });
  expect(nodeFigures(at(1500, 20), at(1000, 10)).get("mic")?.packetsPerSecond).toBe(20);
});

test("a counter that fell began again, and a node that is new makes no spike", () => {
  const before = { timeMs: 0, session: sessionOf([nodeOf("b", { packetsIn: 900 })]) };
  const nodes = [nodeOf("b", { packetsIn: 5 }), nodeOf("new", { packetsIn: 5000 })];
  const figures = nodeFigures({ timeMs: 1000, session: sessionOf(nodes) }, before);
  expect(figures.get("b")?.packetsPerSecond).toBe(5);
  expect(figures.get("new")?.packetsPerSecond).toBe(0);
});

test("what newer packets took the place of is told from what was lost", () => {
  const edges = [
    edge("a.out -> b.in", 9, 2, { queue: queue(1, 8, "drop-oldest") }),
    edge("a.open -> b.open", 9, 40, { queue: queue(1, 1, "latest") }),
    edge("b.out -> c.in", 9, 7),
  ];
  const node = nodeFigures({ timeMs: 0, session: sessionOf([nodeOf("b")], edges) }, undefined).get("b");
  expect(node).toMatchObject({ dropped: 2, replaced: 40, queue: { depth: 2, capacity: 9 } });
});

test("a queue is full when the next packet would wait or be lost; one of a packet or two is full at work", () => {
  const isFull = (depth: number, capacity: number) => {
    const session = sessionOf([nodeOf("b")], [into(1, 0, { queue: queue(depth, capacity) })]);
    return nodeFigures({ timeMs: 0, session }, undefined).get("b")?.isFull;
  };
  expect([isFull(8, 8), isFull(7, 8), isFull(2, 2), isFull(1, 1)]).toEqual([true, false, false, false]);
});

test("a node without a queue has none", () => {
  const session = sessionOf([nodeOf("a"), nodeOf("b")], [into(1, 0)]);
  expect(nodeFigures({ timeMs: 0, session }, undefined).get("b")?.queue).toBeUndefined();
});
