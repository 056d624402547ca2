import { expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { catalogue } from "../document/catalogue.ts";
import { describeFlow, orSame, setDevices, setField } from "./inspector-edits.ts";

const flow: Flow = {
  format: "patchbay.flow/1",
  id: "f",
  name: "F",
  nodes: [
    { id: "vad", type: "vad", config: { threshold: 0.6 } },
    { id: "asr", type: "transcribe" },
  ],
  edges: [],
};
const vad = catalogue.get("vad");
if (vad === undefined) throw new Error("There is no vad.");
const threshold = (value: unknown, nodeId = "vad") =>
  orSame((now) => setField(now, { id: nodeId }, vad, { field: "threshold", value }))(flow);

test("a setting at its default is not in the document", () => {
  expect(threshold(0.7).nodes[0]?.config).toEqual({ threshold: 0.7 });
  expect(threshold(0.5).nodes[0]).toEqual({ id: "vad", type: "vad" });
  expect(threshold(undefined).nodes[0]).toEqual({ id: "vad", type: "vad" });
});

test("what changes nothing answers the same document, so that it is no step of undo", () => {
  expect(threshold(0.6)).toBe(flow);
  expect(threshold(0.7, "gone")).toBe(flow);
  expect(orSame((now) => setDevices(now, ["vad", "gone"], []))(flow)).toBe(flow);
  expect(orSame((now) => describeFlow(now, { name: "  ", description: " " }))(flow)).toBe(flow);
});

test("devices and texts are set and taken back", () => {
  expect(setDevices(flow, ["vad", "asr"], ["cpu"]).nodes.map(({ devices }) => devices)).toEqual([
    ["cpu"],
    ["cpu"],
  ]);
  expect(setDevices(setDevices(flow, ["vad"], ["cpu"]), ["vad"], undefined)).toEqual(flow);
  expect(describeFlow(flow, { name: " G " }).name).toBe("G");
  expect(describeFlow(describeFlow(flow, { description: "x" }), { description: " " })).toEqual(flow);
});
