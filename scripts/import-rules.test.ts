import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** A folder, and what a file in it imports. */
type Row = readonly [folder: string, specifier: string];

const refused: readonly Row[] = [
  ["engine", "#nodes/registry.ts"],
  ["engine", "../nodes/registry.ts"],
  ["engine", "node:net"],
  ["engine/runtime", "node:timers/promises"],
  ["engine/flow", "../../server/config.ts"],
  ["engine/audio", "../graph/packets.ts"],
  ["engine/graph", "../flow/schema.ts"],
  ["engine/graph", "../plan/compile.ts"],
  ["engine/protocol", "../runtime/metrics.ts"],
  ["engine/protocol", "../flow/schema.ts"],
  ["engine/protocol/rest", "../../plan/compile.ts"],
  ["engine/flow", "../plan/compile.ts"],
  ["engine/flow/node-red", "../../runtime/session.ts"],
  ["engine/plan", "../runtime/session.ts"],
  ["engine/runtime", "../debug/taps.ts"],
  ["runtime-workers", "../nodes/registry.ts"],
  ["runtime-workers/pools", "#server/config.ts"],
  ["nodes/vad", "../translate/runtime.ts"],
  ["nodes/vad", "#nodes/translate/runtime.ts"],
  ["nodes/transcribe/whisper", "../../translate/runtime.ts"],
  ["nodes/vad", "../../server/config.ts"],
  ["nodes/mic-input", "node:child_process"],
  ["nodes/transcribe/guards", "node:worker_threads"],
  ["editor/ui", "../api/models.ts"],
  ["editor/links", "../document/editor.ts"],
  ["editor/texts/en", "../../document/view.ts"],
  ["editor/figures", "../document/editor-context.tsx"],
  ["editor/api", "../ops/data/ops-store.ts"],
  ["editor/document", "../canvas/canvas.tsx"],
  ["editor/document/layout", "../../inspector/machine.ts"],
  ["editor/canvas/gestures", "../../palette/palette.tsx"],
  ["editor/inspector", "../app/commands/table.ts"],
  ["editor/sessions", "../live/settings.ts"],
  ["editor/live", "../sessions/own-session.ts"],
  ["editor/ops/machine", "../../sessions/session-list.tsx"],
];

const allowed: readonly Row[] = [
  ["nodes/vad", "#engine/errors.ts"],
  ["nodes/vad", "#runtime-workers/models/resolve.ts"],
  ["nodes/transcribe/whisper", "../guards/inaudible.ts"],
  ["runtime-workers", "#engine/errors.ts"],
  ["engine/plan", "../flow/schema.ts"],
  ["engine/protocol/rest", "../../flow/schema.ts"],
  ["engine/runtime", "../plan/compile.ts"],
  ["server", "#nodes/registry.ts"],
  ["editor/figures", "../links/figures.ts"],
  ["editor/document", "../figures/live-figures.ts"],
  ["editor/canvas/gestures", "../layout/fitted.ts"],
  ["editor/ops/machine", "../charts/charts-panel.tsx"],
  ["editor/app", "../canvas/canvas.tsx"],
];

/** A file that holds a row's import. */
const probeOf = (at: number, [folder]: Row) => join(root, folder, `import-rules-probe-${at}.ts`);
const probes = [...refused, ...allowed].map((row, at) => ({ row, file: probeOf(at, row) }));
/** The linter is asked once: it reads the whole tree each time. */
let said: string[] = [];

beforeAll(() => {
  for (const { row, file } of probes) writeFileSync(file, `import { a } from "${row[1]}";\n\na();\n`);
  const rule = "--only=style/noRestrictedImports";
  const files = probes.map(({ file }) => file);
  const { stdout, stderr } = spawnSync("biome", ["lint", rule, "--max-diagnostics=none", ...files], {
    cwd: root,
    encoding: "utf8",
  });
  said = (stdout + stderr).split("\n").filter((line) => line.includes("noRestrictedImports"));
});
afterAll(() => {
  for (const { file } of probes) rmSync(file, { force: true });
});

function isRefused(row: Row): boolean {
  const at = probes.findIndex((probe) => probe.row === row);
  return said.some((line) => line.includes(`import-rules-probe-${at}.ts`));
}

test.each(refused.map((row) => ({ row })))("a file in $row.0 may not import $row.1", ({ row }) => {
  expect(isRefused(row)).toBe(true);
});

test.each(allowed.map((row) => ({ row })))("a file in $row.0 may import $row.1", ({ row }) => {
  expect(isRefused(row)).toBe(false);
});

test("every folder of the editor is on a floor, and no room imports one that the rules do not name", () => {
  const rules = readFileSync(join(root, "biome.json"), "utf8");
  const folders = readdirSync(join(root, "editor"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "dist")
    .map(({ name }) => name);
  const lowest = ["ui", "texts", "links"]; // everybody may import these
  expect(folders.filter((name) => name !== "app" && !rules.includes(`"editor/${name}/`))).toEqual([]);
  expect(folders.filter((name) => !lowest.includes(name) && !rules.includes(`"../${name}/**"`))).toEqual([]);
});

test("files that import each other's types only are a circle, too", () => {
  const files = ["one", "other"].map((name) => join(root, "server", `circle-probe-${name}.ts`));
  const [one = "", other = ""] = files;
  try {
    writeFileSync(
      one,
      'import type { Other } from "#server/circle-probe-other.ts";\n\nexport type One = Other[];\n',
    );
    writeFileSync(
      other,
      'import type { One } from "./circle-probe-one.ts";\n\nexport type Other = { one: One };\n',
    );
    const rule = "--only=suspicious/noImportCycles";
    const { stdout, stderr } = spawnSync("biome", ["lint", rule, ...files], { cwd: root, encoding: "utf8" });
    expect((stdout + stderr).match(/noImportCycles/g)).toHaveLength(2);
  } finally {
    for (const file of files) rmSync(file, { force: true });
  }
});
