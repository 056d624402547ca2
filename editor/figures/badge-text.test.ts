import { expect, test } from "vitest";
import type { EdgeFigures, NodeFigures } from "../links/figures.ts";
import { wireOf } from "../links/testing.ts";
import { badgeLabel, badgeTexts, formatRate, formatSpread, verdictText } from "./badge-text.ts";
import { nodeFigures } from "./figures.ts";
import { nodeOf, sessionOf } from "./testing.ts";

function nowOf(change: Partial<NodeFigures>, wire: Partial<EdgeFigures> = {}) {
  const edge = { ...wireOf("a.out", "vad.audio"), packets: 0, dropped: 0, ...wire };
  const now = { timeMs: 0, session: sessionOf([nodeOf("vad", change)], [edge]) };
  const node = nodeFigures(now, undefined).get("vad");
  if (node === undefined) throw new Error("no node");
  return node;
}

const loud = (change: Partial<NodeFigures>, wire?: Partial<EdgeFigures>) =>
  Object.entries(badgeTexts(nowOf(change, wire)))
    .filter(([, { tone }]) => tone !== "")
    .map(([part, { text, tone }]) => `${part} ${text} ${tone}`);

test("what is normal is quiet", () => {
  const queue = { depth: 1, capacity: 8, policy: "block" };
  expect(loud({ device: "cpu", wanted: ["cpu"], realTimeFactor: 0.9 }, { queue })).toEqual([]);
});

test("what is wrong stands out", () => {
  expect(loud({}, { dropped: 12 })).toEqual(["drops ▾12 bad"]);
  expect(loud({ realTimeFactor: 1.25 })).toEqual(["factor ×1.25 bad"]);
  expect(loud({ errors: 3 })).toEqual(["errors ✕3 bad"]);
  expect(loud({ lagMs: 6000 })).toEqual(["lag +6.0 s warn"]);
  expect(loud({}, { queue: { depth: 8, capacity: 8, policy: "block" } })).toEqual(["queue 100% warn"]);
  expect(loud({ device: "cpu", missed: { device: "npu", reason: "It is busy." } })).toEqual([
    "device CPU, preferred NPU warn",
  ]);
});

test("packets that gave way to newer ones are a warning, no loss", () => {
  expect(loud({}, { dropped: 40, queue: { depth: 0, capacity: 1, policy: "latest" } })).toEqual([
    "drops ▾40 warn",
  ]);
});

test("a screen reader hears all of it in one sentence", () => {
  const node = nowOf({ device: "cpu", lagMs: 40 }, { dropped: 2 });
  expect(badgeLabel("vad", node)).toBe(
    "Figures of vad: – packets a second, processing 1.0 ms, 95th percentile 2.0 ms, real-time factor 0.10, " +
      "40 ms behind, lost: 2, CPU. Opens the charts.",
  );
});

test("what became of the results is told by counts, in one order, and not where nothing was judged", () => {
  const node = nowOf({ verdicts: { superseded: 1200, heard: 12, repetitive: 1 } });
  expect(badgeLabel("transcribe", node)).toContain(
    "What became of its results: heard: 12, repetitive: 1, superseded: 1,200.",
  );
  expect(verdictText(undefined)).toBeUndefined();
});

test("rates and times stay short", () => {
  expect([Number.NaN, 0, 0.42, 9.97, 31.4, 12_400].map(formatRate)).toEqual([
    "–",
    "0",
    "0.4",
    "10",
    "31",
    "12k",
  ]);
  expect(formatSpread(0.004, 1.24)).toBe("<0.1 / 1.2 ms");
  expect(formatSpread(640, 2510)).toBe("0.6 / 2.5 s");
});
