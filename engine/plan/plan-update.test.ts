import { Type } from "typebox";
import { expect, test } from "vitest";
import type { Flow, FlowNode } from "../flow/schema.ts";
import type { NodeDefinition } from "../graph/definition.ts";
import { compileFlow } from "./compile.ts";
import { planUpdate } from "./plan-update.ts";

const definition = (type: string, facts: Partial<NodeDefinition> = {}): NodeDefinition => ({
  type,
  version: 1,
  category: "flow",
  title: type,
  summary: "",
  docs: "",
  execution: "async",
  inputs: { in: { type: "any", summary: "" } },
  outputs: { out: { type: "any", summary: "" } },
  config: Type.Object({
    model: Type.String({ default: "a" }),
    threshold: Type.Number({ default: 0.5, live: true }),
    words: Type.Array(Type.String(), { default: [], live: true }),
  }),
  devices: ["npu", "cpu"],
  ...facts,
});
const catalogue = new Map(
  [definition("source", { source: "file", inputs: {} }), definition("work"), definition("other")].map(
    (each) => [each.type, each],
  ),
);
const newer = new Map([...catalogue, ["work", definition("work", { version: 2 })] as const]);
const wire = (from: string, to: string) => ({
  from: { node: from, port: "out" },
  to: { node: to, port: "in" },
});
const base: Flow = {
  format: "patchbay.flow/1",
  id: "f",
  name: "F",
  nodes: [
    { id: "s", type: "source" },
    { id: "w", type: "work" },
    { id: "loose", type: "work" },
  ],
  edges: [wire("s", "w")],
};
const withWork = (change: Partial<FlowNode>): Flow => ({
  ...base,
  nodes: base.nodes.map((node) => (node.id === "w" ? { ...node, ...change } : node)),
});
const update = (after: Flow, known = catalogue) =>
  planUpdate(compileFlow(base, catalogue), compileFlow(after, known));

test.each<[string, Flow]>([
  ["a name", withWork({ name: "Other" })],
  ["a place", withWork({ position: { x: 1, y: 2 } })],
  ["a default that is written out", withWork({ config: { model: "a", words: [] } })],
  ["the same devices", withWork({ devices: ["npu", "cpu"] })],
  ["a queue", { ...base, edges: [{ ...wire("s", "w"), queue: { policy: "latest", capacity: 1 } }] }],
  ["another order", { ...base, nodes: [...base.nodes].reverse() }],
])("%s restarts nothing", (_, after) => {
  const report = update(after);
  expect([...report.kept].sort()).toEqual(["loose", "s", "w"]);
  expect(report).toMatchObject({ tuned: [], restarted: [], added: [], removed: [] });
});

test.each<[string, Flow, typeof catalogue]>([
  ["a setting that is not live", withWork({ config: { model: "b" } }), catalogue],
  [
    "one that is not live beside one that is",
    withWork({ config: { model: "b", threshold: 0.6 } }),
    catalogue,
  ],
  ["its devices", withWork({ devices: ["cpu"] }), catalogue],
  ["its type", withWork({ type: "other" }), catalogue],
])("%s restarts the node alone", (_, after, known) => {
  expect(update(after, known)).toMatchObject({ kept: ["s", "loose"], tuned: [], restarted: ["w"] });
});

test("a newer version of a type restarts its nodes", () => {
  expect(update(base, newer)).toMatchObject({ kept: ["s"], restarted: ["loose", "w"] });
});

test("live settings that differ are named, and their node is kept", () => {
  const report = update(withWork({ config: { threshold: 0.6, words: ["a"] } }));
  expect(report).toMatchObject({
    kept: ["s", "loose", "w"],
    tuned: [{ nodeId: "w", fields: ["threshold", "words"] }],
    restarted: [],
  });
});

test("nodes that come, go or are disabled are named, and those that are fed for the first time begin anew", () => {
  const disabled = withWork({ disabled: true });
  const after = {
    ...disabled,
    nodes: [...disabled.nodes, { id: "n", type: "work" }],
    edges: [wire("s", "loose")],
  };
  expect(update(after)).toEqual({
    kept: ["s"],
    tuned: [],
    restarted: ["loose"],
    added: ["n"],
    removed: ["w"],
  });
});
