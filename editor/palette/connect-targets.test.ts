import { expect, test } from "vitest";
import { type Flow, flowFormat } from "#engine/flow/schema.ts";
import { connectTargets } from "./connect-targets.ts";

const flow: Flow = {
  format: flowFormat,
  id: "test",
  name: "Test",
  nodes: [
    { id: "debug", type: "debug" },
    { id: "first", type: "vad" },
    { id: "second", type: "vad" },
    { id: "transcribe", type: "transcribe" },
    { id: "diarize", type: "diarize" },
  ],
  edges: [{ from: { node: "first", port: "segment" }, to: { node: "transcribe", port: "segment" } }],
};

test("ports of the very type come first, and of these such as have no wire yet", () => {
  const targets = connectTargets(flow, { nodeId: "second", port: "segment", side: "output" });
  const written = targets.map(({ nodeId, port }) => `${nodeId}.${port}`);
  expect(written.indexOf("diarize.segment")).toBeLessThan(written.indexOf("transcribe.segment"));
  expect(written.indexOf("transcribe.segment")).toBeLessThan(written.indexOf("debug.in"));
});

test("a port that the end is wired to already is no target", () => {
  const targets = connectTargets(flow, { nodeId: "first", port: "segment", side: "output" });
  expect(targets).not.toContainEqual({ nodeId: "transcribe", port: "segment", side: "input" });
});
