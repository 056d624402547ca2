/**
 * Holds documents and code together: `node scripts/check-docs.ts` lists what drifted or is missing and exits
 * with 1; with `--write` it writes the documents that come from the code.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorTable } from "../engine/errors.ts";
import { metricsDocument } from "../monitoring/metrics-document.ts";
import { catalogue } from "../nodes/registry.ts";
import { undocumentedExports } from "./doc-comments.ts";
import { deadLinks } from "./links.ts";
import { markdownTable } from "./markdown.ts";
import { missingTexts, nodeReadme } from "./node-readme.ts";

const root = join(import.meta.dirname, "..");
const sourceFolders = ["engine", "runtime-workers", "nodes", "server", "monitoring", "editor"];

/** Documents that come from the code: path below the root, and text. */
function generatedDocuments(): [string, string][] {
  const readmes = [...catalogue.values()].map((definition): [string, string] => [
    `nodes/${definition.type}/README.md`,
    nodeReadme(definition),
  ]);
  return [["engine/ERRORS.md", errorsDocument()], ["monitoring/METRICS.md", metricsDocument()], ...readmes];
}

function errorsDocument(): string {
  const rows = Object.entries(errorTable).map(([code, { what, hint }]) => [`\`${code}\``, what, hint]);
  return [
    "<!-- Written from errors.ts by `npm run docs`; edit that. -->",
    "# Errors",
    "Every error that Patchbay reports carries one of these codes. A code never changes its meaning. A report is " +
      "one line: the node and the field concerned, what happened, what to do next, and the code in brackets.",
    `${markdownTable(["Code", "What happened", "What to do"], rows)}\n`,
  ].join("\n\n");
}

function driftedDocuments(): string[] {
  return generatedDocuments().flatMap(([path, text]) => {
    const committed = readIfThere(join(root, path));
    if (committed === text) return [];
    const state = committed === undefined ? "is not there" : "differs from the code";
    return [`${path}: ${state}; run \`npm run docs\``];
  });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function markdownFiles(): string[] {
  const all = globSync("**/*.md", { cwd: root, exclude: ["**/node_modules/**", "data/**", "out/**"] });
  return all.sort();
}

if (process.argv.includes("--write")) {
  for (const [path, text] of generatedDocuments()) writeFileSync(join(root, path), text);
}
const problems = [
  ...driftedDocuments(),
  ...[...catalogue.values()].flatMap(missingTexts),
  ...undocumentedExports(root, sourceFolders),
  ...deadLinks(root, markdownFiles()),
];
for (const line of problems) console.error(line);
if (problems.length > 0) {
  console.error(`${problems.length} documents or comments to correct.`);
  process.exitCode = 1;
}
