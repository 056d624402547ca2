import { formatProblem } from "#engine/errors.ts";
import type { DroppedPart, ImportProblem, ImportReport } from "#engine/flow/import-report.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { formatTable } from "./table.ts";

/** Lines of one section at most; `--json` has them all. */
const most = 50;

/** The report of an import as lines to read. @param place - where the flows are stored; undefined for a dry run */
export function importLines(
  file: string,
  flows: readonly Flow[],
  report: ImportReport,
  place: string | undefined,
): string[] {
  const { total, mapped, kept, dropped, renamed, problems, entries } = report;
  const where = place === undefined ? "Nothing was saved (--dry-run)." : `The flows are ${place}.`;
  const rows = flows.map(({ id, name, nodes, edges }) => [
    id,
    name,
    String(nodes.length),
    String(edges.length),
  ]);
  const placeholders = entries.filter(({ outcome }) => outcome === "kept");
  return [
    `${file}: ${total} entries, ${mapped} mapped, ${kept} kept as placeholders. ${where}`,
    ...section("Flows", rows.length === 0 ? [] : formatTable(["id", "name", "nodes", "wires"], rows)),
    ...section(
      "Kept as placeholders",
      placeholders.map(({ id, type, reason }) => `${type} ${id}: ${reason}`),
    ),
    ...section("Dropped", dropped.map(droppedLine)),
    ...section(
      "Renamed",
      renamed.map(({ from, to, reason }) => `${from || "(none)"} -> ${to}: ${reason}`),
    ),
    ...section("To look at before the flows are deployed", problems.map(problemLine)),
  ].map(clean);
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, most).map((line) => `  ${line}`);
  const rest = lines.length - shown.length;
  return ["", `${title}:`, ...shown, ...(rest > 0 ? [`  … and ${rest} more; --json lists all.`] : [])];
}

function droppedLine({ what, from, to, nodeId, reason }: DroppedPart): string {
  if (what === "properties") return `properties ${from} of ${nodeId}: ${reason}`;
  return `${what} ${[from, to].filter((end) => end !== undefined).join(" -> ")}: ${reason}`;
}

function problemLine(problem: ImportProblem): string {
  const line = formatProblem(problem);
  return problem.flowId === undefined ? line : `flow "${problem.flowId}": ${line}`;
}

/** What the file says may hold control characters, which would command the terminal. */
function clean(line: string): string {
  return line.replace(/\p{Cc}/gu, "\uFFFD");
}
