import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "#nodes/registry.ts";
import { edgeLabel } from "./edge-label.ts";
import { importLimits } from "./import-limits.ts";
import type { ImportOptions } from "./import-report.ts";
import { importText } from "./import-text.ts";
import type { Flow } from "./schema.ts";
import { validateFlow } from "./validate.ts";

const captions = JSON.parse(
  readFileSync(new URL("../../flows/captions.json", import.meta.url), "utf8"),
) as Flow;
const tab = { id: "t", type: "tab", label: "T" };

const loadText = (text: string, options: Partial<ImportOptions> = {}) =>
  importText(text, { catalogue, existingIds: new Set(), onClash: "copy", ...options });
const load = (document: unknown, options: Partial<ImportOptions> = {}) =>
  loadText(JSON.stringify(document), options);

test.each([
  ["a flow", captions],
  ["a list of flows", [captions]],
  ["flows under their name", { flows: [captions] }],
])("%s of Patchbay comes in as it is, each node mapped", (_what, document) => {
  const { flows, report } = load(document);
  expect(flows).toEqual([captions]);
  const total = captions.nodes.length;
  expect(report).toMatchObject({ total, mapped: total, kept: 0, dropped: [], renamed: [], problems: [] });
  expect(report.entries[0]).toMatchObject({
    id: "source",
    into: { kind: "node", flowId: "captions", id: "source" },
  });
});

test.each([
  ["Node-RED's export", [tab]],
  ["what Node-RED's API gives", { rev: "1", flows: [tab] }],
])("%s comes in, after a byte order mark too", (_what, document) => {
  const { flows } = loadText(`\uFEFF${JSON.stringify(document)}`);
  expect(flows).toMatchObject([{ id: "t", name: "T" }]);
});

test("a list of nothing is no flow", () => {
  expect(load([])).toMatchObject({ flows: [], report: { total: 0, mapped: 0, kept: 0, entries: [] } });
});

test.each([
  ["no JSON", "{", "flow.not-json", /not JSON/],
  ["nesting that no parser takes", "[".repeat(1_000_000), "flow.not-json", /not JSON/],
  ["a number", "7", "import.not-flows", /neither/],
  ["null", "null", "import.not-flows", /neither/],
  ["some other document", '{"openapi":"3.1"}', "import.not-flows", /neither/],
  [
    "a format of Patchbay's that is no flow",
    '{"format":"patchbay.flows/1","flows":[]}',
    "import.not-flows",
    /flows\/1/,
  ],
  [
    "a future flow",
    '{"format":"patchbay.flow/2"}',
    "flow.version",
    /Flow 1 .*patchbay\.flow\/2.*patchbay\.flow\/1/,
  ],
  [
    "a future flow among others",
    JSON.stringify([captions, { format: "patchbay.flow/9" }]),
    "flow.version",
    /Flow 2 /,
  ],
  ["a flow of a wrong shape", JSON.stringify({ ...captions, nodes: {} }), "flow.schema", /Flow 1 /],
  ["a flow among other things", JSON.stringify([captions, 7]), "flow.schema", /Flow 2 /],
  ["text that is too long", " ".repeat(importLimits.textCharacters + 1), "import.too-large", /50,000,000/],
])("%s is refused with the reason", (_what, text, code, message) => {
  expect(() => loadText(text)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test("too many flows, nodes or levels are refused", () => {
  const tooLarge = expect.objectContaining({ code: "import.too-large" });
  const flow = { format: "patchbay.flow/1", id: "f", name: "F", nodes: [] as object[], edges: [] };
  expect(() => load(Array.from({ length: 1001 }, () => flow))).toThrow(tooLarge);
  let config: object = {};
  for (let depth = 0; depth < 200; depth++) config = { config };
  expect(() => load({ ...flow, nodes: [{ id: "a", type: "vad", config }] })).toThrow(tooLarge);
  const node = { id: "a", type: "x" };
  expect(() => load({ ...flow, nodes: Array.from({ length: 100_001 }, () => node) })).toThrow(tooLarge);
});

test("a flow whose id is taken gets another one, or keeps it to take the other's place", () => {
  const existingIds = new Set(["captions"]);
  const copy = load([captions, captions], { existingIds });
  expect(copy.flows.map(({ id }) => id)).toEqual(["captions-2", "captions-3"]);
  expect(copy.report.renamed.map(({ from, to }) => [from, to])).toEqual([
    ["captions", "captions-2"],
    ["captions", "captions-3"],
  ]);
  const replace = load([captions, captions], {
    existingIds: new Set(["captions", "captions-2"]),
    onClash: "replace",
  });
  expect(replace.flows.map(({ id }) => id)).toEqual(["captions", "captions-3"]);
});

/** captions.json with nodes of a type from the future: between resample and vad, and two wires into the end. */
const future: Flow = {
  ...captions,
  nodes: [
    ...captions.nodes,
    { id: "log", type: "debug", disabled: true },
    {
      id: "new",
      type: "denoise-9",
      name: "Denoise",
      version: 3,
      config: { level: 1 },
      position: { x: 1, y: 2 },
    },
  ],
  edges: [
    ...captions.edges,
    { from: { node: "resample", port: "audio" }, to: { node: "new", port: "noisy" } },
    { from: { node: "resample", port: "audio" }, to: { node: "new", port: "reference" } },
    { from: { node: "new", port: "clean" }, to: { node: "vad", port: "audio" } },
    { from: { node: "new", port: "error" }, to: { node: "log", port: "in" } },
  ],
};

test("a node of an unknown type becomes a placeholder that keeps it with its wires, and the rest may run", () => {
  const { flows, report } = load(future);
  expect(report).toMatchObject({ total: 8, mapped: 7, kept: 1, problems: [] });
  expect(validateFlow(flows[0], catalogue).ok).toBe(true);
  expect(flows[0]?.nodes.at(-1)).toEqual({
    ...{ id: "new", type: "placeholder", name: "Denoise", position: { x: 1, y: 2 }, disabled: true },
    config: {
      source: "patchbay",
      originalType: "denoise-9",
      properties: { ...future.nodes.at(-1), edges: future.edges.slice(-4) },
      reason: 'This Patchbay has no node type "denoise-9"; a newer one may.',
    },
  });
  expect(flows[0]?.edges.slice(captions.edges.length).map(edgeLabel)).toEqual([
    "resample.audio -> new.in",
    "new.out -> vad.audio",
    "new.error -> log.in",
  ]);
  expect(report.dropped).toMatchObject([{ what: "wire", from: "resample", to: "new" }]);
});

test("other problems stay in the draft and are reported; the second of two nodes with an id gets another", () => {
  const nodes = [...captions.nodes, { id: "vad", type: "vad", config: { threshold: 7 } }];
  const { flows, report } = load({ ...captions, nodes });
  expect(flows[0]?.nodes.at(-1)?.id).toBe("vad-2");
  expect(report.renamed).toMatchObject([{ from: "vad", to: "vad-2" }]);
  expect(report.problems.map(({ flowId, nodeId, code }) => [flowId, nodeId, code])).toEqual([
    ["captions", "vad-2", "config.invalid"],
    ["captions", "vad-2", "port.unconnected"],
  ]);
});

test("a node of an older version is imported as what it is by now, and the report names both", () => {
  const nodes = [...captions.nodes, { id: "old", type: "websocket-output", version: 1 }];
  const { flows, report } = load({ ...captions, nodes });
  expect(flows[0]?.nodes.at(-1)).toEqual({ id: "old", type: "session-output", version: 1, config: {} });
  expect(report.entries.at(-1)).toMatchObject({
    ...{ id: "old", type: "websocket-output", outcome: "mapped", reason: "It is a session-output node." },
  });
});
