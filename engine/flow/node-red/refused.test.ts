import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogue } from "#nodes/registry.ts";
import { validateFlow } from "../validate.ts";
import { importNodeRed } from "./import-node-red.ts";

const options = { catalogue, existingIds: new Set<string>(), onClash: "copy" } as const;
const load = (document: unknown) => importNodeRed(document, options);

test.each([
  ["an object", {}, "import.not-flows", /no list/],
  ["text", "flows", "import.not-flows", /no list/],
  ["nothing", null, "import.not-flows", /no list/],
  ["a number among the entries", [{}, 7], "import.bad-entry", /Entry 2 of 2/],
  ["a list among the entries", [[]], "import.bad-entry", /Entry 1 of 1/],
  ["null among the entries", [null], "import.bad-entry", /Entry 1 of 1/],
])("%s is refused", (_what, document, code, message) => {
  expect(() => load(document)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

const subflow = (id: string, ...inner: string[]) => [
  { id, type: "subflow", name: `Sub ${id}` },
  ...inner.map((of, at) => ({ id: `${id}.${at}`, type: `subflow:${of}`, z: id })),
];

test("a subflow that contains itself is refused, directly or round a corner, and the circle is named", () => {
  expect(() => load(subflow("a", "a"))).toThrow('"Sub a" (a) -> "Sub a" (a)');
  expect(() =>
    load([...subflow("x", "a"), ...subflow("a", "b"), ...subflow("b", "c"), ...subflow("c", "a")]),
  ).toThrow('"Sub a" (a) -> "Sub b" (b) -> "Sub c" (c) -> "Sub a" (a)');
  expect(() => load(subflow("a", "a"))).toThrow(expect.objectContaining({ code: "import.subflow-cycle" }));
});

test("subflows that contain each other without a circle are taken, however deep", () => {
  const deep = Array.from({ length: 900 }, (_, at) => subflow(`s${at}`, `s${at + 1}`, `s${at + 1}`)).flat();
  expect(load([...deep, ...subflow("s900")]).flows).toHaveLength(901);
});

test("too many entries, tabs, joined wires or levels are refused", () => {
  const tooLarge = expect.objectContaining({ code: "import.too-large" });
  expect(() => load(Array.from({ length: 100_001 }, () => ({})))).toThrow(tooLarge);
  expect(() => load(Array.from({ length: 1001 }, (_, at) => ({ id: `t${at}`, type: "tab" })))).toThrow(
    tooLarge,
  );
  const sinks = Array.from({ length: 1000 }, (_, at) => ({ id: `to${at}`, type: "x" }));
  const sources = sinks.map((_, at) => ({ id: `from${at}`, type: "x", wires: [["j"]] }));
  const junction = { id: "j", type: "junction", wires: [sinks.map(({ id }) => id)] };
  expect(() => load([...sinks, ...sources, junction])).toThrow(tooLarge);
  const groups = sinks.map((_, at) => ({ id: `g${at}`, type: "group", g: `g${at + 1}` }));
  expect(() => load([...groups, { id: "g1000", type: "group" }])).toThrow(tooLarge);
  let nested: unknown = 1;
  for (let depth = 0; depth < 20_000; depth++) nested = [nested];
  expect(() => load([{ id: "a", nested }])).toThrow(tooLarge);
  const circle: Record<string, unknown> = { id: "a" };
  circle["self"] = circle;
  expect(() => load([circle])).toThrow(tooLarge);
});

test("a file of the largest size with chains, duplicates and circles is imported", () => {
  const entries = Array.from({ length: 100_000 }, (_, at) => ({
    id: `n${at % 50_000}`,
    type: "x",
    wires: [[`n${(at + 1) % 50_000}`, `n${(at * 7) % 50_000}`]],
  }));
  const { report } = load(entries);
  expect(report).toMatchObject({ total: 100_000, kept: 100_000, problems: [{ code: "flow.no-source" }] });
});

test("keys such as __proto__ are properties like others, and change no prototype", () => {
  const text = `[{"id":"__proto__","type":"constructor","z":"toString","wires":[["__proto__","hasOwnProperty"]],
    "__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"links":["__proto__"]},
    {"id":"a","__proto__":{"type":"tab"}},{"id":"hasOwnProperty","type":"subflow:__proto__"}]`;
  const { flows, report } = load(JSON.parse(text));
  expect(report).toMatchObject({ total: 3, kept: 3 });
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  const originals = flows.flatMap(({ nodes }) =>
    nodes.map(({ config }) => JSON.stringify(config?.["properties"])),
  );
  expect(originals).toEqual((JSON.parse(text) as unknown[]).map((entry) => JSON.stringify(entry)));
});

const ids = fc.constantFrom<unknown>("a", "b", "c", "t", "s", "g", "", "é ß", 7, null, "__proto__", {});
const types = fc.constantFrom<unknown>(
  ...["tab", "workspace", "subflow", "subflow:s", "subflow:a", "group", "junction", "link in", "link out"],
  ...["link call", "comment", "debug", "switch", "inject", "", 7, null, "__proto__"],
);
const entry = fc.record(
  {
    ...{ id: ids, type: types, z: ids, g: ids, d: fc.boolean() },
    wires: fc.oneof(fc.array(fc.oneof(fc.array(ids), ids)), fc.jsonValue()),
    links: fc.oneof(fc.array(ids), fc.jsonValue()),
    nodes: fc.oneof(fc.array(ids), fc.jsonValue()),
    ...{
      x: fc.jsonValue(),
      y: fc.oneof(fc.integer(), fc.string()),
      outputs: fc.jsonValue(),
      name: fc.jsonValue(),
    },
    ...{ rules: fc.jsonValue(), property: fc.jsonValue(), complete: fc.jsonValue(), disabled: fc.boolean() },
    ...{ in: fc.jsonValue(), out: fc.jsonValue(), info: fc.jsonValue(), label: fc.jsonValue() },
  },
  { requiredKeys: [] },
);

test("whatever the entries are, each is accounted for, nothing kept is lost, and the flows are sound", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
      let result: ReturnType<typeof load>;
      try {
        result = load(entries);
      } catch (error) {
        expect(error).toMatchObject({ code: "import.subflow-cycle" });
        return;
      }
      const { flows, report } = result;
      expect([report.total, report.mapped + report.kept]).toEqual([entries.length, entries.length]);
      const placeholders = flows.flatMap(({ nodes }) => nodes.filter(({ type }) => type === "placeholder"));
      const originals = new Set(placeholders.map(({ config }) => config?.["properties"]));
      expect([placeholders.length, originals.size]).toEqual([report.kept, report.kept]);
      for (const original of originals) expect(entries).toContain(original);
      expect(new Set(flows.map(({ id }) => id)).size).toBe(flows.length);
      const unfinished = ["flow.no-source", "port.unconnected"];
      for (const flow of flows) {
        const checked = validateFlow(flow, catalogue);
        const codes = checked.ok ? [] : checked.problems.map(({ code }) => code);
        expect(codes.filter((code) => !unfinished.includes(code))).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});
