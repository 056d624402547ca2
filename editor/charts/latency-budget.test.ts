import { expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { nodeOf, sessionOf } from "../figures/testing.ts";
import type { NodeFigures } from "../links/figures.ts";
import { wireOf } from "../links/testing.ts";
import { latencyBudget } from "./latency-budget.ts";

const flow: Flow = {
  format: "patchbay.flow/1",
  id: "flow",
  name: "Flow",
  nodes: [
    { id: "mic", type: "mic-input" },
    { id: "vad", type: "vad", name: "Speech?" },
    { id: "asr", type: "transcribe" },
    { id: "out", type: "websocket-output" },
  ],
  edges: [],
};

const ran = (nodeId: string, lagMs: number, p50 = 1) =>
  nodeOf(nodeId, { packetsIn: 5, packetsOut: 5, lagMs, processMs: { p50, p95: p50, max: p50 } });
const sessionWith = (nodes: readonly NodeFigures[], ...wires: string[]) =>
  sessionOf(
    nodes,
    wires.map((wire) => {
      const [from, to] = wire.split(">");
      return { ...wireOf(`${from}.out`, `${to}.in`), packets: 5, dropped: 0 };
    }),
  );
const chain = ["mic>vad", "vad>asr", "asr>out"];

test("a hop is what a node's lag is over that of the node before", () => {
  const nodes = [ran("mic", 0, 0), ran("vad", 40), ran("asr", 640, 200), ran("out", 650)];
  const budget = latencyBudget(flow, sessionWith(nodes, ...chain));
  expect(budget?.hops.map(({ nodeId, ms, processMs }) => [nodeId, ms, processMs])).toEqual([
    ["mic", 0, 0],
    ["vad", 40, 1],
    ["asr", 600, 200],
    ["out", 10, 1],
  ]);
  expect(budget?.totalMs).toBe(650);
});

test("a hop takes no less than its processing, also when its lag was measured at another packet", () => {
  const nodes = [ran("mic", 0, 0), ran("vad", 100, 5), ran("asr", 60, 30), ran("out", 120, 2)];
  const budget = latencyBudget(flow, sessionWith(nodes, ...chain));
  expect(budget?.hops.map(({ ms }) => ms)).toEqual([0, 100, 30, 20]);
});

test("where wires join, the way goes over the node that is further behind", () => {
  const nodes = [ran("mic", 0), ran("vad", 10), ran("asr", 300), ran("out", 310)];
  const budget = latencyBudget(flow, sessionWith(nodes, "mic>vad", "mic>asr", "vad>out", "asr>out"));
  expect(budget?.hops.map(({ nodeId }) => nodeId)).toEqual(["mic", "asr", "out"]);
});

test("it ends at the output that is furthest behind", () => {
  const nodes = [ran("mic", 0), ran("asr", 300), ran("out", 310), ran("file", 900)];
  const budget = latencyBudget(flow, sessionWith(nodes, "mic>asr", "asr>out", "asr>file"));
  expect(budget?.hops.at(-1)?.nodeId).toBe("file");
});

test("with equal lags the longer way counts", () => {
  const nodes = ["mic", "vad", "asr", "out"].map((id) => ran(id, 0, 2));
  const budget = latencyBudget(flow, sessionWith(nodes, "mic>out", ...chain));
  expect(budget?.hops).toHaveLength(4);
  expect(budget?.totalMs).toBe(8);
});

test("hops have the names of the canvas and the categories of their types; ids where the draft lost the node", () => {
  const nodes = [ran("mic", 0), ran("vad", 1), ran("gone", 2)];
  const budget = latencyBudget(flow, sessionWith(nodes, "mic>vad", "vad>gone"));
  expect(budget?.hops.map(({ name, category }) => [name, category])).toEqual([
    ["Microphone", "sources"],
    ["Speech?", "speech"],
    ["gone", undefined],
  ]);
});

test("before anything has come out there is none", () => {
  const nodes = [ran("mic", 0), nodeOf("vad"), nodeOf("asr"), nodeOf("out")];
  expect(latencyBudget(flow, sessionWith(nodes, ...chain))).toBeUndefined();
  expect(latencyBudget(flow, sessionOf([]))).toBeUndefined();
});
