import { expect, test } from "vitest";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import { feedProblem, otherRevision } from "./feed-problem.ts";

const flow = (...nodes: FlowNode[]): Flow => ({
  format: "patchbay.flow/1",
  id: "test",
  name: "Test",
  nodes,
  edges: [],
});
const deployed = (...nodes: FlowNode[]) => ({ deployed: { flow: flow(...nodes), revision: 3 } });

test("a flow is spoken into once it is deployed", () => {
  expect(feedProblem({ deployed: undefined })).toBe("deployFirst");
  expect(feedProblem(deployed({ id: "source", type: "mic-input" }))).toBeUndefined();
  expect(feedProblem(deployed({ id: "source", type: "audio-socket" }))).toBeUndefined();
});

test("a source that takes nothing from a page is none", () => {
  expect(feedProblem(deployed({ id: "source", type: "file-input" }))).toBe("noSource");
  expect(feedProblem(deployed({ id: "source", type: "mic-input", disabled: true }))).toBe("noSource");
  const device = { device: "alsa:default" };
  expect(feedProblem(deployed({ id: "source", type: "mic-input", config: device }))).toBe("noSource");
});

test("a draft that only looks different runs the same", () => {
  const source: FlowNode = { id: "source", type: "mic-input" };
  const moved = { ...source, name: "Desk", position: { x: 9, y: 9 } };
  expect(otherRevision({ flow: flow(moved), ...deployed(source) })).toBeUndefined();
  const disabled = { ...source, disabled: true };
  expect(otherRevision({ flow: flow(disabled), ...deployed(source) })).toBe(3);
  expect(otherRevision({ flow: flow(source), deployed: undefined })).toBeUndefined();
});
