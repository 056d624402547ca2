import { Type } from "typebox";
import { expect, test } from "vitest";
import { defineNode, type Migrated, type NodeDefinition } from "../graph/definition.ts";
import { migrateFlow } from "./migrate.ts";
import type { Flow, FlowNode } from "./schema.ts";

function type(name: string, version: number, migrate?: NodeDefinition["migrate"]): NodeDefinition {
  const texts = { title: name, summary: "", docs: "", category: "flow", execution: "sync" } as const;
  const rest = { inputs: {}, outputs: {}, config: Type.Object({}), ...(migrate && { migrate }) };
  return defineNode({ type: name, version, ...texts, ...rest });
}

/** `out` was two nodes until version 2; `inner` itself is at its second version. */
const split = (config: Readonly<Record<string, unknown>>): Migrated =>
  config["port"] === undefined
    ? { config: { deep: 1 }, becomes: { type: "inner", version: 1 } }
    : { config: { ...config } };
const catalogue = new Map(
  [
    type("out", 2, split),
    type("inner", 2, ({ deep }) => ({ config: { depth: deep } })),
    type("plain", 3),
    type("lost", 2, () => ({ config: {}, becomes: { type: "gone", version: 1 } })),
  ].map((definition) => [definition.type, definition]),
);

const edges = [{ from: { node: "a", port: "out" }, to: { node: "b", port: "in" } }];
const flowOf = (...nodes: FlowNode[]): Flow => ({
  format: "patchbay.flow/1",
  id: "f",
  name: "F",
  nodes,
  edges,
});
const migrated = (node: FlowNode) => migrateFlow(flowOf(node), catalogue).nodes[0];

test("a node becomes one of another type, brought up to that type's version, under its id and with its wires", () => {
  const node = { id: "a", type: "out", version: 1, name: "Hall", position: { x: 1, y: 2 }, devices: ["cpu"] };
  expect(migrated(node)).toEqual({ ...node, type: "inner", version: 2, config: { depth: 1 } });
  expect(migrateFlow(flowOf(node), catalogue).edges).toEqual(edges);
});

test("the config decides which of the two types a node becomes", () => {
  const node = { id: "a", type: "out", version: 1, config: { port: 4000 } };
  expect(migrated(node)).toEqual({ ...node, version: 2 });
});

test("a node that names no version is of version 1", () => {
  expect(migrated({ id: "a", type: "out" })).toMatchObject({ type: "inner" });
});

test("a type without a migration keeps the config as it is", () => {
  const node = { id: "a", type: "plain", config: { x: 1 } };
  expect(migrated(node)).toEqual({ ...node, version: 3 });
});

test("what is up to date, newer or unknown stays the same document, and a second run changes nothing", () => {
  const sound = flowOf(
    { id: "a", type: "out", version: 2 },
    { id: "b", type: "inner", version: 9 },
    { id: "c", type: "elsewhere", version: 1 },
  );
  expect(migrateFlow(sound, catalogue)).toBe(sound);
  const once = migrateFlow(flowOf({ id: "a", type: "out" }), catalogue);
  expect(migrateFlow(once, catalogue)).toBe(once);
});

test("a type that this Patchbay does not have any more is left for validation to name", () => {
  expect(migrated({ id: "a", type: "lost" })).toEqual({ id: "a", type: "gone", version: 1, config: {} });
});
