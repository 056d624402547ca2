import { readFile } from "node:fs/promises";
import { FlowError } from "#engine/errors.ts";
import { migrateFlow } from "#engine/flow/migrate.ts";
import type { Problem } from "#engine/flow/problem.ts";
import { replaceSource } from "#engine/flow/replace-source.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { applySettings } from "#engine/flow/settings.ts";
import { parseFlowJson, validateFlow } from "#engine/flow/validate.ts";
import { catalogue } from "#nodes/registry.ts";

/** A flow that may not run, with every reason. */
export class InvalidFlow extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`The flow has ${problems.length} problems.`);
    this.problems = problems;
  }
}

/** Changes to a flow that the command line asks for. */
export interface FlowChanges {
  /** An audio file that takes the place of the flow's source. */
  readonly input?: string | undefined;
  /** Folder for caption-output nodes. */
  readonly out?: string | undefined;
  /** Of the form node.field=value. */
  readonly settings: readonly string[];
}

/**
 * Reads, changes and validates a flow file.
 * @throws {FlowError} when the file cannot be read or a change does not fit
 * @throws {InvalidFlow} with all problems
 */
export async function loadFlow(path: string, changes: FlowChanges): Promise<Flow> {
  const document = parseFlowJson(await readText(path));
  const first = validateFlow(document, catalogue);
  // Settings are read by the schemas of the flow's nodes, so the flow has to have a sound shape first.
  if (!first.ok && first.problems.some(({ code }) => code === "flow.schema" || code === "flow.version")) {
    throw new InvalidFlow(first.problems);
  }
  const { input, settings } = changes;
  const fileInput = { type: "file-input", config: { file: input } };
  const saved = migrateFlow(document as Flow, catalogue);
  const flow = input === undefined ? saved : replaceSource(saved, fileInput, catalogue);
  const changed = applySettings(flow, [...outSettings(flow, changes), ...settings], catalogue);
  const checked = validateFlow(changed, catalogue);
  if (!checked.ok) throw new InvalidFlow(checked.problems);
  return checked.flow;
}

/** Reads a text file. @throws {FlowError} `file.missing` */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new FlowError("file.missing", { message: `${path} cannot be read.`, cause });
  }
}

function outSettings({ nodes }: Flow, { out }: FlowChanges): string[] {
  if (out === undefined) return [];
  if (out === "" || !nodes.some(({ type }) => type === "caption-output")) {
    throw new FlowError("cli.usage", {
      field: "--out",
      message:
        out === "" ? "It names no folder." : "The flow has no caption-output node that could write there.",
      hint: "Name a folder, and add a caption-output node to the flow.",
    });
  }
  return nodes.filter(({ type }) => type === "caption-output").map(({ id }) => `${id}.folder=${out}`);
}
