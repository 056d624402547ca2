import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const files: string[] = [];
afterAll(() => {
  for (const file of files) rmSync(file, { force: true });
});

/** What the linter says of a file in a folder that holds one import. */
function lint(folder: string, specifier: string): string {
  const file = join(root, folder, "import-rules-probe.ts");
  files.push(file);
  writeFileSync(file, `import { a } from "${specifier}";\n\na();\n`);
  const { stdout, stderr } = spawnSync("biome", ["lint", file], { cwd: root, encoding: "utf8" });
  rmSync(file);
  return stdout + stderr;
}

test.each([
  ["engine", "#nodes/registry.ts"],
  ["engine", "../nodes/registry.ts"],
  ["engine", "node:net"],
  ["engine/flow", "../../server/config.ts"],
  ["runtime-workers", "../nodes/registry.ts"],
  ["runtime-workers/pools", "#server/config.ts"],
  ["nodes/vad", "../translate/runtime.ts"],
  ["nodes/vad", "#nodes/translate/runtime.ts"],
  ["nodes/transcribe/whisper", "../../translate/runtime.ts"],
  ["nodes/vad", "../../server/config.ts"],
])("a file in %s may not import %s", (folder, specifier) => {
  expect(lint(folder, specifier)).toContain("noRestrictedImports");
});

test.each([
  ["nodes/vad", "#engine/errors.ts"],
  ["nodes/vad", "#runtime-workers/models/resolve.ts"],
  ["nodes/transcribe/whisper", "../guards/inaudible.ts"],
  ["runtime-workers", "#engine/errors.ts"],
  ["server", "#nodes/registry.ts"],
])("a file in %s may import %s", (folder, specifier) => {
  expect(lint(folder, specifier)).not.toContain("noRestrictedImports");
});
