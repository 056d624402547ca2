import { Type } from "typebox";
import { expect, test } from "vitest";
import { FlowError, formatProblem } from "../errors.ts";
import { defineNode, type NodeDefinition } from "../graph/definition.ts";
import { compileFlow } from "../plan/compile.ts";
import { diffFlows } from "./diff.ts";
import type { Flow } from "./schema.ts";
import { applySettings } from "./settings.ts";
import { parseFlowJson, validateFlow } from "./validate.ts";

const common = { version: 2, category: "flow", title: "T", summary: "S", docs: "D" } as const;
const definitions: NodeDefinition[] = [
  defineNode({
    ...common,
    type: "source",
    execution: "async",
    source: "live",
    inputs: {},
    outputs: { out: { type: "audio", summary: "" } },
    config: Type.Object({}, { additionalProperties: false }),
  }),
  defineNode({
    ...common,
    type: "gain",
    execution: "sync",
    inputs: { in: { type: "audio", summary: "", required: true } },
    outputs: { out: { type: "audio", summary: "" }, any: { type: "any", summary: "" } },
    config: Type.Object(
      {
        gain: Type.Number({ minimum: 0, maximum: 4, default: 1 }),
        mode: Type.Enum(["soft", "hard"], { default: "soft" }),
        bands: Type.Array(Type.String(), { default: [] }),
        invert: Type.Boolean({ default: false }),
      },
      { additionalProperties: false },
    ),
    migrate: (config) => ({ config: { gain: Number(config["db"] ?? 10) / 10 } }),
  }),
  defineNode({
    ...common,
    type: "caption",
    execution: "async",
    inputs: { in: { type: "transcript", summary: "" } },
    outputs: {},
    config: Type.Object({}, { additionalProperties: false }),
  }),
];
const catalogue = new Map(definitions.map((definition) => [definition.type, definition]));

const flow = (change: Partial<Flow> = {}): Flow => ({
  format: "patchbay.flow/1",
  id: "f",
  name: "F",
  nodes: [
    { id: "mic", type: "source" },
    { id: "g", type: "gain" },
    { id: "out", type: "caption" },
  ],
  edges: [{ from: { node: "mic", port: "out" }, to: { node: "g", port: "in" } }],
  ...change,
});

function problemsOf(document: unknown) {
  const result = validateFlow(document, catalogue);
  return result.ok ? [] : result.problems;
}
const wire = (from: string, fromPort: string, to: string, toPort: string) => ({
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
});

test("a flow that follows the rules has no problems", () => {
  expect(problemsOf(flow())).toEqual([]);
});

test("text that is no JSON is refused with a coded error", () => {
  expect(() => parseFlowJson("{ nodes: [")).toThrow(FlowError);
});

test.each([
  ["a future format", { ...flow(), format: "patchbay.flow/9" }, "flow.version", undefined],
  ["no object", 7, "flow.schema", undefined],
  ["an unknown field", { ...flow(), nodez: [] }, "flow.schema", undefined],
  [
    "an unknown node type",
    flow({ nodes: [{ id: "x", type: "gian" }], edges: [] }),
    "flow.unknown-node-type",
    "x",
  ],
  [
    "a duplicate id",
    flow({ nodes: [...flow().nodes, { id: "mic", type: "source" }] }),
    "flow.duplicate-id",
    "mic",
  ],
  [
    "a wire to a missing node",
    flow({ edges: [...flow().edges, wire("mic", "out", "no", "in")] }),
    "edge.unknown-node",
    "no",
  ],
  [
    "a wire to a missing port",
    flow({ edges: [...flow().edges, wire("mic", "out", "g", "no")] }),
    "edge.unknown-port",
    "g",
  ],
  [
    "types that do not fit",
    flow({ edges: [...flow().edges, wire("g", "out", "out", "in")] }),
    "edge.type-mismatch",
    "out",
  ],
  ["a wire twice", flow({ edges: [...flow().edges, ...flow().edges] }), "edge.duplicate", "g"],
  ["a required input without a wire", flow({ edges: [] }), "port.unconnected", "g"],
  [
    "no source that runs",
    flow({ nodes: flow().nodes.map((node) => ({ ...node, disabled: true })) }),
    "flow.no-source",
    undefined,
  ],
  [
    "two sources",
    flow({ nodes: [...flow().nodes, { id: "mic2", type: "source" }] }),
    "flow.several-sources",
    "mic2",
  ],
  [
    "a config of a newer version",
    flow({ nodes: [...flow().nodes, { id: "x", type: "caption", version: 9 }] }),
    "flow.version",
    "x",
  ],
  [
    "a group with a stranger",
    flow({ groups: [{ id: "g1", name: "G", nodes: ["no"] }] }),
    "flow.unknown-member",
    "no",
  ],
  [
    "a setting named like a method",
    flow({ nodes: [...flow().nodes, { id: "x", type: "caption", config: { constructor: 1 } }] }),
    "config.invalid",
    "x",
  ],
  ["no node at all", flow({ nodes: [], edges: [] }), "flow.no-source", undefined],
])("%s is a problem with its own code", (_, document, code, nodeId) => {
  expect(problemsOf(document)).toContainEqual(expect.objectContaining({ code, nodeId }));
});

test("a cycle is named by its path", () => {
  const gains = [{ id: "mic", type: "source" }, ...["a", "b"].map((id) => ({ id, type: "gain" }))];
  const edges = [wire("a", "out", "b", "in"), wire("b", "out", "a", "in")];
  const [found] = problemsOf(flow({ nodes: gains, edges }));
  expect(found).toMatchObject({
    code: "flow.cycle",
    message: expect.stringMatching(/a -> b -> a|b -> a -> b/),
  });
});

test("every setting out of range is named with its node, its field and what is allowed", () => {
  const nodes = [
    { id: "mic", type: "source" },
    { id: "g", type: "gain", version: 2, config: { gain: 7, mode: "odd", extra: 1 } },
  ];
  const lines = problemsOf(flow({ nodes })).map(formatProblem);
  expect(lines).toEqual([
    'node "g", field "extra": There is no such setting. Remove it; gain has gain, mode, bands, invert. [config.invalid]',
    'node "g", field "gain": 7 is not allowed. Give a number from 0 to 4. [config.invalid]',
    'node "g", field "mode": "odd" is not allowed. Give one of soft, hard. [config.invalid]',
  ]);
});

test("all problems are found at once, not only the first", () => {
  const nodes = [...flow().nodes, { id: "x", type: "nope" }];
  const codes = problemsOf(flow({ nodes, edges: [wire("mic", "out", "no", "in")] })).map(({ code }) => code);
  expect(codes).toEqual(["flow.unknown-node-type", "edge.unknown-node", "port.unconnected"]);
});

test("a config saved by an older version of its type is migrated", () => {
  const nodes = [
    { id: "mic", type: "source" },
    { id: "g", type: "gain", version: 1, config: { db: 20 } },
  ];
  const result = validateFlow(flow({ nodes }), catalogue);
  expect(result.ok && result.flow.nodes[1]).toMatchObject({ config: { gain: 2 }, version: 2 });
});

test("a disabled node is kept in the document, checked for nothing, and not compiled", () => {
  const nodes = [...flow().nodes, { id: "x", type: "nope", disabled: true, config: { anything: 1 } }];
  const document = flow({ nodes, edges: [...flow().edges, wire("mic", "out", "x", "in")] });
  expect(problemsOf(document)).toEqual([]);
  expect(compileFlow(document, catalogue).nodes.map(({ id }) => id)).not.toContain("x");
});

test("compiling fills in defaults and queues only in front of asynchronous nodes", () => {
  const plan = compileFlow(flow({ edges: [...flow().edges, wire("g", "any", "out", "in")] }), catalogue);
  expect(plan.nodes.find(({ id }) => id === "g")?.config).toEqual({
    gain: 1,
    mode: "soft",
    bands: [],
    invert: false,
  });
  expect(plan.edges.map(({ queue, accepts }) => [queue, accepts])).toEqual([
    [undefined, undefined],
    [{ policy: "block", capacity: 64 }, "transcript"],
  ]);
});

test("settings of the command line are read by the field's schema", () => {
  const settings = ["g.gain=2.5", "g.mode=hard", "g.bands=low,high", "g.invert=true"];
  const [, node] = applySettings(flow(), settings, catalogue).nodes;
  expect(node?.config).toEqual({ gain: 2.5, mode: "hard", bands: ["low", "high"], invert: true });
});

test.each([
  ["gain=2", "config.unknown-setting", undefined, undefined],
  ["x.gain=2", "config.unknown-setting", "x", undefined],
  ["g.volume=2", "config.unknown-setting", "g", "volume"],
  ["g.gain=loud", "config.invalid", "g", "gain"],
  ["g.invert=maybe", "config.invalid", "g", "invert"],
])("the setting %s is refused", (setting, code, nodeId, field) => {
  expect(() => applySettings(flow(), [setting], catalogue)).toThrow(
    expect.objectContaining({ code, nodeId, field }),
  );
});

test("a diff names what was added, removed, changed and rewired, and nothing else", () => {
  const after = flow({
    nodes: [
      { id: "mic", type: "source", position: { x: 1, y: 2 } },
      { id: "g", type: "gain", config: { gain: 2 } },
      { id: "new", type: "gain" },
    ],
    edges: [{ ...wire("mic", "out", "g", "in"), queue: { policy: "latest", capacity: 1 } }],
  });
  expect(diffFlows(flow(), after)).toEqual({
    added: ["new"],
    removed: ["out"],
    changed: [
      { nodeId: "mic", fields: ["position"] },
      { nodeId: "g", fields: ["config.gain"] },
    ],
    edgesAdded: ["mic.out -> g.in"],
    edgesRemoved: ["mic.out -> g.in"],
  });
  expect(diffFlows(after, after)).toEqual({
    added: [],
    removed: [],
    changed: [],
    edgesAdded: [],
    edgesRemoved: [],
  });
});

test("a secret in the place of its name is refused in a node that is disabled, too", () => {
  const mail = defineNode({
    ...{ ...common, type: "mail", execution: "async", inputs: {}, outputs: {} },
    config: Type.Object({ key: Type.String({ default: "", secret: true }) }),
  });
  const nodes = (key: string) => [
    { id: "mic", type: "source" },
    { id: "mail", type: "mail", version: 2, disabled: true, config: { key } },
  ];
  const checked = (key: string) =>
    validateFlow(flow({ nodes: nodes(key), edges: [] }), new Map([...catalogue, [mail.type, mail]]));
  expect(checked("HUB_KEY")).toMatchObject({ ok: true });
  expect(checked("sk-abc123")).toMatchObject({ problems: [{ nodeId: "mail", field: "key" }] });
});
