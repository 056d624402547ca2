import { expect, test } from "vitest";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import { smallFlow } from "#server/flows/fixtures/flows.ts";
import { idFromName } from "../document/flow-id.ts";
import { changesOf, countChanges, previewEffects, valueText } from "./changes.ts";

const base = smallFlow("f", 1);
const patch = (flow: Flow, id: string, change: Partial<FlowNode>): Flow => ({
  ...flow,
  nodes: flow.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
});
const nothing = { nodes: [], wires: [], others: [] };

test("the same document has no changes", () => {
  expect(changesOf(base, structuredClone(base))).toEqual(nothing);
});

test("a setting shows its title and both values, an unset one its default", () => {
  const vad: Flow = { ...base, nodes: [{ id: "vad", type: "vad", config: { threshold: 0.7 } }], edges: [] };
  const [row] = changesOf(vad, patch(vad, "vad", { config: { minSilenceMs: 500 } })).nodes;
  expect(row).toMatchObject({ kind: "changed", name: "Voice activity", type: "vad" });
  expect(row?.fields).toEqual([
    { field: "config.threshold", title: "Threshold", before: "0.7", after: "0.5" },
    { field: "config.minSilenceMs", title: "Minimum silence", before: "300 ms", after: "500 ms" },
  ]);
});

test("nodes and wires that came and went are named, a changed queue is one change", () => {
  const [wire] = base.edges;
  const queued: Flow = {
    ...base,
    edges: wire === undefined ? [] : [{ ...wire, queue: { policy: "latest", capacity: 1 } }],
  };
  expect(changesOf(base, queued).wires).toEqual([{ label: "source.audio -> show.in", kind: "changed" }]);
  const smaller: Flow = { ...base, nodes: base.nodes.slice(0, 1), edges: [] };
  expect(changesOf(base, smaller)).toMatchObject({
    nodes: [{ nodeId: "show", kind: "removed" }],
    wires: [{ kind: "removed" }],
  });
  expect(countChanges(changesOf(undefined, base))).toBe(2);
  expect(countChanges(changesOf(base, queued))).toBe(1);
});

test("comments and names of the flow count, though no session runs them", () => {
  const after = { ...base, name: "New", comments: [{ id: "c", text: "t", position: { x: 0, y: 0 } }] };
  expect(changesOf(base, after)).toEqual({ ...nothing, others: ["name", "comments"] });
});

test("a place and a name restart nothing, a setting that is not live restarts its node", () => {
  const moved = patch(base, "show", { position: { x: 1, y: 2 }, name: "New" });
  expect(new Set(previewEffects(base, moved)?.values())).toEqual(new Set(["kept"]));
  const moreOf: Flow = patch(base, "show", { type: "websocket-output", config: {} });
  expect(previewEffects(base, moreOf)?.get("source")).not.toBe("restarted");
  expect(previewEffects(undefined, base)).toBeUndefined();
});

test("a live setting is tuned", () => {
  const flow: Flow = {
    ...base,
    nodes: [
      { id: "mic", type: "mic-input" },
      { id: "at16", type: "resample" },
      { id: "vad", type: "vad" },
    ],
    edges: [
      { from: { node: "mic", port: "audio" }, to: { node: "at16", port: "audio" } },
      { from: { node: "at16", port: "audio" }, to: { node: "vad", port: "audio" } },
    ],
  };
  expect(previewEffects(flow, patch(flow, "vad", { config: { threshold: 0.6 } }))?.get("vad")).toBe("tuned");
  expect(previewEffects(flow, patch(flow, "vad", { devices: ["cpu"] }))?.get("vad")).toBe("restarted");
});

test("long values are cut", () => {
  expect(valueText("debug", "config.unknown", "x".repeat(200))?.length).toBeLessThan(100);
});

test.each([
  ["Réunion du lundi", "reunion-du-lundi"],
  ["  A & B!  ", "a-b"],
  ["会議", "flow"],
])("the flow %j gets the id %s", (name, id) => {
  expect(idFromName(name)).toBe(id);
});
