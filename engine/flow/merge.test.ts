import { expect, test } from "vitest";
import { mergeFlows, type Side } from "./merge.ts";
import type { Flow, FlowNode } from "./schema.ts";
import { flowFormat } from "./schema.ts";

const node = (id: string, fields: Partial<FlowNode> = {}): FlowNode => ({ id, type: "debug", ...fields });
const wire = (from: string, to: string) => ({
  from: { node: from, port: "out" },
  to: { node: to, port: "in" },
});

const base: Flow = {
  format: flowFormat,
  id: "f",
  name: "F",
  nodes: [
    node("a", { config: { every: 1 }, position: { x: 0, y: 0 } }),
    node("b", { config: { every: 1, label: "b" } }),
    node("c"),
  ],
  edges: [wire("a", "b"), wire("b", "c")],
};

const edit = (flow: Flow, id: string, change: (node: FlowNode) => FlowNode): Flow => ({
  ...flow,
  nodes: flow.nodes.map((each) => (each.id === id ? change(each) : each)),
});
const without = (flow: Flow, id: string): Flow => ({
  ...flow,
  nodes: flow.nodes.filter((each) => each.id !== id),
  edges: flow.edges.filter(({ from, to }) => from.node !== id && to.node !== id),
});
const adding = (flow: Flow, added: FlowNode, ...edges: Flow["edges"]): Flow => ({
  ...flow,
  nodes: [...flow.nodes, added],
  edges: [...flow.edges, ...edges],
});
const setEvery = (flow: Flow, id: string, every: number) =>
  edit(flow, id, (each) => ({ ...each, config: { ...each.config, every } }));
const all = (conflicts: readonly { key: string }[], side: Side) =>
  new Map(conflicts.map(({ key }) => [key, side]));

test("where one side did nothing, the other's work is the result", () => {
  const work: Flow = {
    ...adding(without(setEvery(base, "a", 5), "c"), node("d"), wire("b", "d")),
    description: "new",
    groups: [{ id: "g", name: "G", nodes: ["a", "d"] }],
    comments: [{ id: "k", text: "t", position: { x: 1, y: 2 } }],
  };
  expect(mergeFlows(base, work, base)).toEqual({ flow: work, conflicts: [] });
  expect(mergeFlows(base, base, work)).toEqual({ flow: work, conflicts: [] });
  expect(mergeFlows(base, work, work)).toEqual({ flow: work, conflicts: [] });
});

test("changes of different fields of one node are both kept", () => {
  const mine = edit(base, "b", (each) => ({ ...each, config: { every: 7, label: "b" }, name: "Mine" }));
  const theirs = edit(base, "b", (each) => ({ ...each, config: { every: 1 }, devices: ["cpu"] }));
  const { flow, conflicts } = mergeFlows(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(flow.nodes[1]).toEqual(node("b", { config: { every: 7 }, name: "Mine", devices: ["cpu"] }));
});

test("the same field changed by both is a conflict that the choice decides, mine without one", () => {
  const [mine, theirs] = [setEvery(base, "a", 2), setEvery(setEvery(base, "a", 3), "b", 9)];
  const { flow, conflicts } = mergeFlows(base, mine, theirs);
  expect(conflicts).toMatchObject([{ kind: "node", id: "a", field: "config.every", mine: 2, theirs: 3 }]);
  expect(flow.nodes.map(({ config }) => config?.["every"])).toEqual([2, 9, undefined]);
  const other = mergeFlows(base, mine, theirs, all(conflicts, "theirs"));
  expect(other.flow.nodes.map(({ config }) => config?.["every"])).toEqual([3, 9, undefined]);
  expect(other.conflicts).toEqual(conflicts);
});

test("both changing a field to the same value is no conflict", () => {
  const { flow, conflicts } = mergeFlows(base, setEvery(base, "a", 4), setEvery(base, "a", 4));
  expect([flow, conflicts]).toEqual([setEvery(base, "a", 4), []]);
});

test("a node that one side removed and the other changed comes back with its wires, or goes with them", () => {
  const [mine, theirs] = [without(base, "b"), setEvery(base, "b", 8)];
  const { flow, conflicts } = mergeFlows(base, mine, theirs);
  expect(conflicts).toMatchObject([{ kind: "node", id: "b", field: undefined, mine: undefined }]);
  expect(flow).toEqual(mine);
  const back = mergeFlows(base, mine, theirs, all(conflicts, "theirs")).flow;
  expect(new Set(back.nodes.map(({ id }) => id))).toEqual(new Set(["a", "b", "c"]));
  expect(back.nodes.find(({ id }) => id === "b")?.config).toEqual({ every: 8, label: "b" });
  expect(back.edges).toHaveLength(2);
});

test("a wire to a node that the other side removed is a conflict, not a wire to nowhere", () => {
  const mine = adding(base, node("d"), wire("d", "c"));
  const theirs = without(base, "c");
  const { flow, conflicts } = mergeFlows(base, mine, theirs);
  expect(conflicts).toMatchObject([{ kind: "node", id: "c", field: undefined, theirs: undefined }]);
  expect(flow.edges).toHaveLength(3);
  const gone = mergeFlows(base, mine, theirs, all(conflicts, "theirs")).flow;
  expect(gone.nodes.map(({ id }) => id)).toEqual(["a", "b", "d"]);
  expect(gone.edges).toEqual([wire("a", "b")]);
});

test("a removed node leaves its groups", () => {
  const grouped = (flow: Flow): Flow => ({ ...flow, groups: [{ id: "g", name: "G", nodes: ["a", "c"] }] });
  const mine = { ...grouped(base), groups: [{ id: "g", name: "New", nodes: ["a", "c"] }] };
  const theirs = { ...grouped(without(base, "c")), groups: [{ id: "g", name: "G", nodes: ["a"] }] };
  const { flow, conflicts } = mergeFlows(grouped(base), mine, theirs);
  expect([flow.groups, conflicts]).toEqual([[{ id: "g", name: "New", nodes: ["a"] }], []]);
});

test("without a base everything is kept, and what differs is a conflict", () => {
  const nothing: Flow = { ...base, nodes: [], edges: [] };
  const mine = adding(base, node("m"));
  const theirs = adding(setEvery(base, "a", 6), node("t"));
  const { flow, conflicts } = mergeFlows(nothing, mine, theirs);
  expect(flow.nodes.map(({ id }) => id)).toEqual(["a", "b", "c", "m", "t"]);
  expect(conflicts.map(({ id, field }) => [id, field])).toEqual([["a", "config.every"]]);
});

test("nodes named like things that objects inherit are merged like others", () => {
  const odd = (every: number) => ({ ...base, nodes: [node("constructor", { config: { toString: every } })] });
  const { conflicts } = mergeFlows({ ...base, edges: [] }, odd(1), odd(2));
  expect(conflicts.map(({ field }) => field)).toEqual(["config.toString"]);
});
