import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importLimits } from "#engine/flow/import-limits.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { catalogue } from "../document/catalogue.ts";
import { Editor } from "../document/editor.ts";
import { LiveFigures } from "../figures/live-figures.ts";
import { examples } from "../welcome/examples.ts";
import { ImportJob, type ImportRequest, listNames, pageSize } from "./import-job.ts";
import { reportLine } from "./report-lines.ts";
import { takeFlows } from "./take-flows.ts";

const request: Omit<ImportRequest, "source"> = { name: undefined, existingIds: [], onClash: "copy" };
const job = (text: string, change: Partial<typeof request> = {}) =>
  new ImportJob(text, { ...request, ...change }, catalogue);

/** Node-RED: one tab with so many nodes of a type that Patchbay has not. */
function nodeRed(count: number): string {
  const nodes = Array.from({ length: count }, (_, at) => ({ id: `n${at}`, type: "odd", z: "t", wires: [] }));
  return JSON.stringify([{ id: "t", type: "tab", label: "Tab" }, ...nodes]);
}

test("every entry of a file is in one of the lists, which come in pages", () => {
  const large = job(nodeRed(1200));
  const { total, mapped, kept, counts } = large.outline;
  expect(mapped + kept).toBe(total);
  expect(counts).toMatchObject({ mapped, kept: 1200 });
  const pages = [0, pageSize, 2 * pageSize].map((from) => large.page("kept", from).length);
  expect(pages).toEqual([pageSize, pageSize, 1200 - 2 * pageSize]);
});

test("only chosen flows are handed out, as the file orders them", () => {
  const several = job(JSON.stringify(examples));
  expect(several.flows(["voice-meter", "live-translate"]).map(({ id }) => id)).toEqual([
    "live-translate",
    "voice-meter",
  ]);
});

test("a flow whose id is there gets another id, or takes its place, as one chooses", () => {
  const text = JSON.stringify(examples.find(({ id }) => id === "captions"));
  const existingIds = ["captions"];
  expect(job(text).outline.hasClash).toBe(false);
  const copy = job(text, { existingIds }).outline;
  expect(copy).toMatchObject({ hasClash: true, flows: [{ id: "captions-2", isReplacing: false }] });
  const replace = job(text, { existingIds, onClash: "replace" }).outline;
  expect(replace).toMatchObject({ hasClash: true, flows: [{ id: "captions", isReplacing: true }] });
});

test.each([
  ["not JSON", "{", "flow.not-json"],
  ["nothing", "", "flow.not-json"],
  ["a list of numbers", "[1, 2]", "import.bad-entry"],
  ["a format of the future", '{"format": "patchbay.flow/9", "id": "f", "nodes": []}', "flow.version"],
  ["another program's file", '{"version": "2.0", "graphs": []}', "import.not-flows"],
  ["too deep", `[{"id":"a","type":"x","v":${"[".repeat(2000)}${"]".repeat(2000)}}]`, "import.too-large"],
  ["too many entries", nodeRed(importLimits.entries), "import.too-large"],
])("%s is refused as a whole, with a code and a hint", (_name, text, code) => {
  try {
    job(text);
  } catch (error) {
    expect(error).toMatchObject({ code, hint: expect.stringMatching(/\S/) });
    return;
  }
  throw new Error("was not refused");
});

test("a flow that is replaced comes back by one undo; new ones open behind it, the file's first in front", async () => {
  const editor = new Editor(new LiveFigures());
  const [first, second] = examples as [Flow, Flow];
  editor.openNew(first);
  const changed: Flow = { ...first, name: "Imported", nodes: [], edges: [] };
  await takeFlows(editor, [second, changed], new Set([first.id]));
  expect(editor.workspace.getState().tabs.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(editor.tab?.id).toBe(second.id);
  editor.activate(first.id);
  expect(editor.flow).toBe(changed);
  editor.undo();
  expect(editor.flow).toEqual(first);
  expect(editor.tab?.canUndo).toBe(false);
});

const samples = join(import.meta.dirname, "../../../shared/node-red-flows");
/** They lie beside the project, and may be absent. */
const files = existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith(".json")) : [];

test("every line of the reports of Node-RED's examples says what it is of, and why", () => {
  for (const file of files) {
    const sample = job(readFileSync(join(samples, file), "utf8"), { name: file });
    for (const list of listNames)
      for (const item of sample.page(list, 0)) {
        const { what, why } = reportLine(list, item as never);
        expect(what, file).toMatch(/\S/);
        expect(why, file).toMatch(/\S/);
      }
  }
});
