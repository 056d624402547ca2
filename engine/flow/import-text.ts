import { FlowError } from "../errors.ts";
import { checkLimit } from "./import-limits.ts";
import { importPatchbay } from "./import-patchbay.ts";
import type { ImportOptions, ImportResult } from "./import-report.ts";
import { importNodeRed } from "./node-red/import-node-red.ts";
import { parseFlowJson } from "./validate.ts";

/**
 * Imports the text of a file: flows of Patchbay (one, a list, or `{"flows": […]}`) or Node-RED flow JSON (its list,
 * or `{"flows": […]}` as its API gives it). Editor and command line both come in here.
 * @throws {FlowError} where the whole file is refused: `flow.not-json`, `flow.version` for a newer format,
 * `flow.schema`, or an `import.…` code
 */
export function importText(text: string, options: ImportOptions): ImportResult {
  checkLimit("textCharacters", text.length, "characters");
  const document = parseFlowJson(text);
  const list = listOf(document);
  return list.some(isPatchbay) ? importPatchbay(list, options) : importNodeRed(list, options);
}

function listOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document;
  if (isPatchbay(document)) return [document];
  const { format, flows } = (document ?? {}) as { format?: unknown; flows?: unknown };
  if (format === undefined && Array.isArray(flows)) return flows;
  const found = format === undefined ? "" : ` Its format is ${JSON.stringify(format)?.slice(0, 60)}.`;
  throw new FlowError("import.not-flows", {
    message: `The file holds neither Patchbay flows nor Node-RED flow JSON.${found}`,
  });
}

function isPatchbay(document: unknown): boolean {
  const format = (document as { format?: unknown } | null)?.format;
  return typeof format === "string" && format.startsWith("patchbay.flow/");
}
