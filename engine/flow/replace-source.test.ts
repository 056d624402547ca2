import { Type } from "typebox";
import { expect, test } from "vitest";
import type { NodeDefinition } from "../graph/definition.ts";
import { replaceSource } from "./replace-source.ts";
import type { Flow, FlowNode } from "./schema.ts";

const definition = (type: string, source?: "file" | "live"): [string, NodeDefinition] => [
  type,
  {
    ...{ type, version: 1, category: "debug", title: type, summary: "", docs: "", execution: "async" },
    ...{ inputs: {}, outputs: {}, config: Type.Object({}) },
    ...(source === undefined ? {} : { source }),
  },
];
const catalogue = new Map([definition("mic", "live"), definition("file", "file"), definition("sink")]);
const position = { x: 3, y: 4 };
const sink: FlowNode = { id: "end", type: "sink" };
const edges = [{ from: { node: "in", port: "audio" }, to: { node: "end", port: "audio" } }];
const flow = (...nodes: FlowNode[]): Flow => ({
  format: "patchbay.flow/1",
  id: "f",
  name: "F",
  nodes,
  edges,
});
const file = { type: "file", config: { file: "a.wav" } };

test("the new source has the id, the position and the wires of the old one, and nothing else of it", () => {
  const mic = { id: "in", type: "mic", name: "Mic", config: { device: "x" }, version: 2, position };
  const before = flow(sink, mic);
  const changed = replaceSource(before, file, catalogue);
  expect(changed).toEqual(flow(sink, { id: "in", ...file, position }));
  expect(before.nodes[1]).toBe(mic);
});

test("a source of the same type keeps its other settings", () => {
  const old = { id: "in", type: "file", name: "Talk", config: { file: "b.wav", pace: "real-time" } };
  const [changed] = replaceSource(flow(old), file, catalogue).nodes;
  expect(changed).toEqual({ ...old, config: { file: "a.wav", pace: "real-time" } });
});

test("disabled sources are left alone, and do not count", () => {
  const off = { id: "off", type: "mic", disabled: true };
  expect(replaceSource(flow(off, { id: "in", type: "mic" }), file, catalogue).nodes[0]).toBe(off);
  expect(() => replaceSource(flow(off, sink), file, catalogue)).toThrow(
    expect.objectContaining({ code: "flow.no-source" }),
  );
});

test("of several sources none is chosen: they are named", () => {
  const two = flow({ id: "a", type: "mic" }, { id: "b", type: "file" });
  expect(() => replaceSource(two, file, catalogue)).toThrow(
    expect.objectContaining({ code: "flow.several-sources", message: expect.stringContaining("a, b") }),
  );
});
