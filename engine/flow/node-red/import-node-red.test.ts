import { expect, test } from "vitest";
import { catalogue } from "#nodes/registry.ts";
import { edgeLabel } from "../edge-label.ts";
import type { ImportOptions, ImportResult } from "../import-report.ts";
import type { Flow } from "../schema.ts";
import { importNodeRed } from "./import-node-red.ts";

const tab = { id: "t1", type: "tab", label: "One" };
const tab2 = { id: "t2", type: "tab", label: "Two" };
const node = (id: string, wires: unknown = [], more: object = {}) => ({
  ...{ id, type: "function", z: "t1", x: 10, y: 20, wires },
  ...more,
});

function load(entries: readonly object[], options: Partial<ImportOptions> = {}): ImportResult {
  const result = importNodeRed(entries, { catalogue, existingIds: new Set(), onClash: "copy", ...options });
  const { total, mapped, kept } = result.report;
  expect([total, mapped + kept, result.report.entries.length]).toEqual(Array(3).fill(entries.length));
  return result;
}
const wiresOf = (flow: Flow | undefined) => flow?.edges.map(edgeLabel);
const nodeOf = ({ flows }: ImportResult, id: string) =>
  flows.flatMap(({ nodes }) => nodes).find((each) => each.id === id);
const droppedOf = ({ report }: ImportResult) =>
  report.dropped.map(({ what, from, to, reason }) => [what, from, to, reason]);

test("each tab becomes a flow with its label and description; an old workspace is a tab", () => {
  const old = { id: "w", type: "workspace", label: "Old" };
  const { flows, report } = load([{ ...tab, info: "About." }, old, node("a"), node("b", [], { z: "w" })]);
  expect(flows.map(({ id, name, description, nodes }) => [id, name, description, nodes[0]?.id])).toEqual([
    ["t1", "One", "About.", "a"],
    ["w", "Old", undefined, "b"],
  ]);
  expect(report).toMatchObject({ total: 4, mapped: 2, kept: 2, dropped: [], renamed: [] });
});

test("nodes of an unknown type become disabled placeholders that keep every property", () => {
  const original = node("a", [["b"], []], { name: "Mine", func: "x", env: [{ name: "A", value: `\${B}` }] });
  const result = load([tab, original, node("b")]);
  expect(nodeOf(result, "a")).toEqual({
    ...{ id: "a", type: "placeholder", name: "Mine", position: { x: 14, y: 20 }, disabled: true },
    config: {
      source: "node-red",
      originalType: "function",
      properties: original,
      reason: 'Patchbay has nothing that does what "function" does in Node-RED.',
    },
  });
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> b.in"]);
  expect(result.report.entries[1]).toEqual({
    ...{ id: "a", type: "function", outcome: "kept", into: { kind: "node", flowId: "t1", id: "a" } },
    reason: expect.stringContaining("function"),
  });
});

test("environment variables in properties stay text, and credentials that are absent are missed by nobody", () => {
  const broker = { id: "m", type: "mqtt-broker", z: "", host: `\${HOST}` };
  const result = load([tab, node("a", [], { name: `\${NAME}`, type: "debug" }), broker]);
  expect(nodeOf(result, "a")).toMatchObject({ type: "debug", name: `\${NAME}` });
  expect(nodeOf(result, "m")?.config?.["properties"]).toEqual(broker);
});

test("config nodes, and nodes whose z is no tab, go to a flow of their own", () => {
  const result = load([tab, node("a", [["b"]], { z: "gone" }), node("b", [], { z: "gone" })], {
    name: "file",
  });
  expect(result.flows.map(({ id, name }) => [id, name])).toEqual([
    ["t1", "One"],
    ["file", "file"],
  ]);
  expect(wiresOf(result.flows[1])).toEqual(["a.out -> b.in"]);
  expect(droppedOf(result)).toEqual([["reference", undefined, "gone", expect.stringContaining("(2)")]]);
  const several = load([node("a", [], { z: "x" }), node("b", [], { z: "y" }), { id: "c", type: "tls" }]);
  expect(several.flows.map(({ id, nodes }) => [id, nodes.length])).toEqual([["nodes-of-no-tab", 3]]);
});

test("without a file's name, what is on no tab goes by the tab that is not there", () => {
  const { flows } = load([node("a", [], { z: "gone" })]);
  expect(flows.map(({ id, name }) => [id, name])).toEqual([["nodes-of-gone", "Node-RED nodes"]]);
});

test("comments become comments, with their text, its line breaks, and their place", () => {
  const comment = { id: "c", type: "comment", z: "t1", name: "Title", info: "Body\\nEnd", x: "5", y: 6 };
  const { flows } = load([tab, comment, { ...comment, id: "d", info: "", x: "left" }]);
  expect(flows[0]?.comments).toEqual([
    { id: "c", text: "Title\n\nBody\nEnd", position: { x: 7, y: 6 } },
    { id: "d", text: "Title", position: { x: 0, y: 0 } },
  ]);
});

test("x, y and outputs may be text; other text is no place", () => {
  const result = load([
    tab,
    node("a", [["b"], ["b"]], { x: "1.5", y: "-2", outputs: "1" }),
    node("b", [], { x: "left" }),
  ]);
  expect(nodeOf(result, "a")?.position).toEqual({ x: 2, y: -2 });
  expect(nodeOf(result, "b")?.position).toBeUndefined();
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> b.in"]);
});

test("wires to missing nodes, across tabs, beyond the outputs or into comments are dropped with the reason", () => {
  const result = load([
    ...[tab, tab2, node("a", [["gone", "b", "c", "d"], ["d"]], { outputs: 1 }), node("d")],
    ...[
      node("b", [], { z: "t2" }),
      { id: "c", type: "comment", z: "t1" },
      node("e", [["d"]], { type: "debug" }),
    ],
  ]);
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> d.in"]);
  expect(droppedOf(result)).toEqual([
    ["wire", "a", "gone", "It ends at a node that is not in the file."],
    ["wire", "a", "b", "It leads to another flow."],
    ["wire", "a", "c", "It ends at a comment, which takes none."],
    ["wire", "a", "d", "The node has 1 outputs."],
    ["wire", "e", "d", "The node has 0 outputs."],
  ]);
});

test("wires of several outputs to the same node are one wire of the placeholder", () => {
  const result = load([tab, node("a", [["b"], ["b"]]), node("b")]);
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> b.in"]);
  expect(droppedOf(result)).toEqual([["wire", "a", "b", "The same two ports are wired already."]]);
});

test("the wire that closes a circle is dropped, also one from a node to itself", () => {
  const result = load([tab, node("a", [["b"]]), node("b", [["c", "b"]]), node("c", [["a"]])]);
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> b.in", "b.out -> c.in"]);
  expect(droppedOf(result).map(([what, from, to]) => [what, from, to])).toEqual([
    ["wire", "c", "a"],
    ["wire", "b", "b"],
  ]);
});

test("junctions become wires, also in chains and circles; what leads nowhere is reported", () => {
  const junction = (id: string, to: string[], more = {}) => node(id, [to], { type: "junction", ...more });
  const result = load([
    ...[tab, node("a", [["j"]]), node("b"), node("c"), node("d", [["dead"]])],
    ...[junction("j", ["k", "b"]), junction("k", ["j", "c"]), junction("dead", []), junction("alone", ["b"])],
  ]);
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> b.in", "a.out -> c.in"]);
  expect(result.report).toMatchObject({ mapped: 5, kept: 4 });
  expect(droppedOf(result)).toEqual([
    ["wire", "d", "dead", "It leads nowhere."],
    ["wire", "alone", "b", "Nothing leads into it."],
  ]);
});

test("a disabled node in a chain stays in it, disabled; a disabled junction stays an interruption", () => {
  const result = load([
    ...[tab, node("a", [["b", "j"]]), node("b", [["c"]], { d: true, type: "debug" }), node("c")],
    node("j", [["c"]], { type: "junction", d: true }),
  ]);
  expect(nodeOf(result, "b")).toMatchObject({ type: "debug", disabled: true });
  expect(nodeOf(result, "j")).toMatchObject({ type: "placeholder", disabled: true });
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> b.in", "a.out -> j.in", "j.out -> c.in"]);
});

test("on a disabled tab nothing runs", () => {
  const result = load([{ ...tab, disabled: true }, node("a", [], { type: "debug" })]);
  expect(nodeOf(result, "a")).toMatchObject({ type: "debug", disabled: true });
});

test.each([
  ["both sides", ["in"], ["out"]],
  ["the link out only", ["in"], []],
  ["the link in only", [], ["out"]],
])("links on one tab become wires when listed on %s", (_where, outLinks, inLinks) => {
  const result = load([
    ...[tab, node("a", [["out"]]), node("b"), node("out", [], { type: "link out", links: outLinks })],
    node("in", [["b"]], { type: "link in", links: inLinks }),
  ]);
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> b.in"]);
  expect(droppedOf(result)).toEqual([]);
});

test("links across tabs are kept as placeholders with the reason; their wires on the tab stay", () => {
  const result = load([
    ...[
      tab,
      tab2,
      node("a", [["out"]]),
      node("out", [], { type: "link out", links: ["in", "near", "gone"] }),
    ],
    ...[node("near", [["c"]], { type: "link in", links: [] }), node("c")],
    ...[node("in", [["b"]], { type: "link in", z: "t2", links: ["out"] }), node("b", [], { z: "t2" })],
  ]);
  expect(nodeOf(result, "out")?.config?.["reason"]).toContain("another flow");
  expect(nodeOf(result, "in")?.config?.["reason"]).toContain("another flow");
  expect(result.flows.map(wiresOf)).toEqual([["a.out -> out.in", "out.out -> c.in"], ["in.out -> b.in"]]);
  expect(droppedOf(result).map(([what, from, to]) => [what, from, to])).toEqual([
    ["reference", "out", "gone"],
    ["wire", "out", "in"],
  ]);
});

test("links that are called, that answer a call, or that nothing belongs to are kept", () => {
  const result = load([
    ...[
      tab,
      node("call", [], { type: "link call", links: ["in"] }),
      node("in", [["r"]], { type: "link in" }),
    ],
    ...[
      node("r", [], { type: "link out", mode: "return" }),
      node("lone", [], { type: "link out", links: [] }),
    ],
  ]);
  expect(["call", "in", "r", "lone"].map((id) => nodeOf(result, id)?.type)).toEqual(
    Array(4).fill("placeholder"),
  );
  expect(wiresOf(result.flows[0])).toEqual(["in.out -> r.in"]);
});

test("the inside of a subflow is a flow; an instance is a placeholder that names it", () => {
  const subflow = {
    id: "s",
    type: "subflow",
    name: "Twice",
    in: [{ wires: [{ id: "i" }] }],
    out: [{}],
    env: [],
  };
  const instance = node("n", [["b"], ["b"]], { type: "subflow:s", env: [{ name: "A", value: "1" }] });
  const result = load([tab, subflow, node("i", [], { z: "s" }), instance, node("b")]);
  expect(result.flows.map(({ id, name }) => [id, name])).toEqual([
    ["t1", "One"],
    ["s", "Subflow Twice"],
  ]);
  expect(result.flows[1]?.nodes.map(({ config }) => config?.["properties"])).toEqual([
    subflow,
    node("i", [], { z: "s" }),
  ]);
  expect(nodeOf(result, "n")?.config).toMatchObject({
    properties: instance,
    reason: expect.stringContaining('"Subflow Twice" (s)'),
  });
  expect(droppedOf(result)).toEqual([["wire", "n", "b", "The node has 1 outputs."]]);
});

test("an instance of a missing subflow is kept, and is a problem at its node", () => {
  const { flows, report } = load([tab, node("n", [], { type: "subflow:gone" })]);
  expect(flows[0]?.nodes[0]?.type).toBe("placeholder");
  expect(report.problems[0]).toMatchObject({ code: "import.missing-subflow", flowId: "t1", nodeId: "n" });
});

test("groups keep their nodes, listed on one side only too; a group inside another is in both", () => {
  const group = (id: string, nodes: string[], more = {}) => ({
    id,
    type: "group",
    z: "t1",
    name: id,
    nodes,
    ...more,
  });
  const result = load([
    ...[tab, group("outer", ["inner", "a"]), group("inner", ["b", "gone"], { g: "outer" })],
    ...[node("a"), node("b"), node("c", [], { g: "inner" }), node("orphan", [], { g: "none" })],
    { id: "note", type: "comment", z: "t1", g: "inner" },
  ]);
  expect(result.flows[0]?.groups).toEqual([
    { id: "outer", name: "outer", nodes: ["a", "b", "c"] },
    { id: "inner", name: "inner", nodes: ["b", "c"] },
  ]);
  expect(droppedOf(result).map(([what, from, to]) => [what, from, to])).toEqual([
    ["reference", "inner", "gone"],
    ["reference", "orphan", "none"],
    ["reference", "inner", "note"],
  ]);
});

test("of entries with the same id the second gets another one, and references mean the first", () => {
  const result = load([tab, node("a", [["b"]]), node("b"), node("b", [["a"]], { name: "second" })]);
  expect(result.flows[0]?.nodes.map(({ id }) => id)).toEqual(["a", "b", "b-2"]);
  expect(wiresOf(result.flows[0])).toEqual(["a.out -> b.in", "b-2.out -> a.in"]);
  expect(result.report.renamed).toEqual([{ from: "b", to: "b-2", reason: "Two entries have this id." }]);
});

test("dotted old ids stay; ids with odd characters, numbers and none are mended, with references to them", () => {
  const result = load([
    ...[tab, node("87bd706a.aec93", [["a b", 7]]), node("a b", [["a-b"]]), node("a-b")],
    ...[
      { ...node("x"), id: 7 },
      { ...node("x"), id: { toString: 1 } },
    ],
  ]);
  expect(result.flows[0]?.nodes.map(({ id }) => id)).toEqual(["87bd706a.aec93", "a-b-2", "a-b", "7", "node"]);
  expect(wiresOf(result.flows[0])).toEqual([
    "87bd706a.aec93.out -> a-b-2.in",
    "87bd706a.aec93.out -> 7.in",
    "a-b-2.out -> a-b.in",
  ]);
  expect(result.report.renamed.map(({ from, to }) => [from, to])).toEqual([
    ["a b", "a-b-2"],
    ["", "node"],
  ]);
});

test("a flow whose id is taken gets another one (copy), everywhere, or keeps it (replace)", () => {
  const file = [tab, node("a", [["b"]]), node("b")];
  const existingIds = new Set(["t1", "t1-2"]);
  const copy = load(file, { existingIds });
  expect(copy.flows[0]?.id).toBe("t1-3");
  expect(copy.report.renamed).toEqual([
    { from: "t1", to: "t1-3", reason: "There is a flow of this id already." },
  ]);
  expect(copy.report.entries.map(({ into }) => into.flowId)).toEqual(["t1-3", "t1-3", "t1-3"]);
  const replace = load(file, { existingIds, onClash: "replace" });
  expect([replace.flows[0]?.id, replace.report.renamed]).toEqual(["t1", []]);
  const twice = load([tab, tab], { existingIds: new Set(["t1", "t1-2"]), onClash: "replace" });
  expect(twice.flows.map(({ id }) => id)).toEqual(["t1", "t1-2-2"]);
});

test("debug nodes that show packets are Patchbay's; those that do more or less are kept with the reason", () => {
  const debug = (id: string, more: object) => node(id, [], { type: "debug", complete: "false", ...more });
  const result = load([
    ...[tab, debug("plain", { console: "false", tosidebar: true }), debug("off", { active: false })],
    ...[debug("whole", { complete: "true" }), debug("property", { complete: "topic" })],
    ...[debug("console", { console: true }), debug("status", { tostatus: true })],
    ...[debug("hidden", { tosidebar: false }), debug("jsonata", { targetType: "jsonata" })],
  ]);
  const types = Object.fromEntries(result.flows[0]?.nodes.map(({ id, type }) => [id, type]) ?? []);
  expect(types).toEqual({
    ...{ plain: "debug", off: "debug", whole: "debug", property: "placeholder" },
    ...{ console: "placeholder", status: "placeholder", hidden: "placeholder", jsonata: "placeholder" },
  });
  expect(nodeOf(result, "off")?.disabled).toBe(true);
});

test("a switch that asks for what packets have is Patchbay's; others are kept with the reason", () => {
  const choose = (id: string, property: string, rules: object[], more: object = {}) =>
    node(id, [["b"], ["c"]], { type: "switch", property, propertyType: "msg", rules, ...more });
  const en = { t: "eq", v: "en", vt: "str" };
  const other = { t: "else" };
  const result = load([
    ...[tab, node("b"), node("c"), choose("language", "language", [en, other])],
    ...[
      choose("speaker", "speaker", [{ t: "lt", v: "3", vt: "num" }]),
      choose("payload", "payload", [en, other]),
    ],
    ...[choose("two", "language", [en, en]), choose("between", "speaker", [{ t: "btwn", v: "1", v2: "2" }])],
    ...[
      choose("proto", "language", [{ t: "__proto__", v: "x" }]),
      choose("flow", "language", [en], { propertyType: "flow" }),
    ],
  ]);
  expect(nodeOf(result, "language")).toMatchObject({
    type: "switch",
    config: { property: "language", operator: "equals", value: "en" },
  });
  expect(nodeOf(result, "speaker")?.config).toEqual({ property: "speaker", operator: "less", value: "3" });
  for (const id of ["payload", "two", "between", "proto", "flow"])
    expect(nodeOf(result, id)?.type).toBe("placeholder");
  const wires = wiresOf(result.flows[0]);
  expect(wires).toEqual(expect.arrayContaining(["language.match -> b.in", "language.otherwise -> c.in"]));
  expect(wires).toContain("payload.out -> c.in");
});

test("properties of mapped entries that flows have no place for are reported", () => {
  const env = [{ name: "A", value: "1" }];
  const { report } = load([
    { ...tab, env, locked: true },
    node("a", [], { type: "debug", info: "Why.", g: "" }),
  ]);
  expect(report.dropped.map(({ what, from, nodeId }) => [what, from, nodeId])).toEqual([
    ["properties", "env", "t1"],
    ["properties", "info", "a"],
  ]);
});

test("wires that are no list of lists are a problem at the node, and the placeholder keeps them", () => {
  const result = load([tab, node("a", "b"), node("b", ["a", ["c"]]), node("c")]);
  const odd = result.report.problems.filter(({ code }) => code === "import.odd-value");
  expect(odd.map(({ nodeId, field }) => [nodeId, field])).toEqual([
    ["a", "wires"],
    ["b", "wires"],
  ]);
  expect(wiresOf(result.flows[0])).toEqual(["b.out -> c.in"]);
  expect(nodeOf(result, "a")?.config?.["properties"]).toMatchObject({ wires: "b" });
});
