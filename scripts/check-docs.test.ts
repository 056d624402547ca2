import { Type } from "typebox";
import { expect, test } from "vitest";
import { defineNode } from "../engine/graph/definition.ts";
import { undocumentedIn } from "./doc-comments.ts";
import { missingTexts, nodeReadme } from "./node-readme.ts";

const names = (source: string, file = "engine/x.ts") => undocumentedIn(source, file).map(({ name }) => name);

test("an export without a doc comment directly above is named with its line", () => {
  const source =
    "/** Fine. */\nexport function a() {}\n\n/** Too far. */\n\nexport class B {}\nexport const c = 1;\n";
  expect(undocumentedIn(source, "engine/x.ts")).toEqual([
    { line: 6, name: "B" },
    { line: 7, name: "c" },
  ]);
});

test("a comment over many lines counts, a plain one does not", () => {
  expect(names("/**\n * What.\n */\nexport interface A {\n}")).toEqual([]);
  expect(names("/* What. */\nexport async function a() {}")).toEqual(["a"]);
  expect(names("// What.\nexport abstract class A {}")).toEqual(["A"]);
});

test("one-line type aliases and what every node has are exempt, and only there", () => {
  expect(names("export type A = string;")).toEqual([]);
  expect(names("export type A =\n  | 1\n  | 2;")).toEqual(["A"]);
  expect(names("export const definition = 1;", "nodes/x/definition.ts")).toEqual([]);
  expect(names("export const xNode = 1;", "nodes/x/runtime.ts")).toEqual([]);
  expect(names("export const task = 1;", "nodes/x/task.ts")).toEqual([]);
  expect(names("export const task = 1;", "engine/task.ts")).toEqual(["task"]);
  expect(names("export const other = 1;", "nodes/x/runtime.ts")).toEqual(["other"]);
});

test("of an overloaded function the first line alone needs a comment", () => {
  expect(names("/** A. */\nexport function a(): 1;\nexport function a(): 2;")).toEqual([]);
});

const definition = defineNode({
  type: "gate",
  version: 2,
  category: "audio",
  title: "Gate",
  summary: "Lets loud sound through.",
  docs: "Opens at once.",
  execution: "sync",
  devices: ["npu", "cpu"],
  inputs: { audio: { type: "audio", summary: "Sound | noise.", required: true } },
  outputs: { audio: { type: "audio", summary: "What is loud." } },
  config: Type.Object({
    holdMs: Type.Number({
      title: "Hold",
      description: "Open at least so long.",
      default: 50,
      minimum: 0,
      unit: "ms",
      live: true,
    }),
  }),
});

test("a README tells of ports, settings with unit, default, range and live, and devices", () => {
  const readme = nodeReadme(definition);
  expect(readme).toContain("# Gate\n\nLets loud sound through.\n");
  expect(readme).toContain("runs on `npu`, then `cpu`");
  expect(readme).toContain("| `audio` | audio | yes | none | Sound \\| noise. |");
  expect(readme).toContain("| `error` | event |");
  expect(readme).toContain(
    "| `holdMs` | Hold: Open at least so long. | ms | `50` | number, at least 0 | yes |",
  );
});

test("a README tells when a setting does something, where it does not always", () => {
  const floorDb = Type.Number({ title: "Floor", visibleWhen: { field: "kind", equals: ["soft", "hard"] } });
  const readme = nodeReadme({ ...definition, config: Type.Object({ floorDb }) });
  expect(readme).toContain('Only where `kind` is `"soft"` or `"hard"`.');
});

test("a text that a definition owes is named", () => {
  const config = Type.Object({ holdMs: Type.Number({ title: "Hold" }) });
  expect(missingTexts(definition)).toEqual([]);
  expect(missingTexts({ ...definition, docs: "", config })).toEqual([
    "nodes/gate/definition.ts: no text for docs",
    "nodes/gate/definition.ts: no text for description of setting holdMs",
  ]);
});
