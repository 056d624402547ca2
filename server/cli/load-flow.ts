import { readFile } from "node:fs/promises";
import { FlowError } from "#engine/errors.ts";
import type { Problem } from "#engine/flow/problem.ts";
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
  readonly input?: string | undefined;
  readonly out?: string | undefined;
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
  const changed = applySettings(document as Flow, toSettings(document as Flow, changes), catalogue);
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

function toSettings(flow: Flow, { input, out, settings }: FlowChanges): string[] {
  const nodesOf = (type: string) => flow.nodes.filter((node) => node.type === type);
  const inputs = nodesOf("file-input");
  if (input !== undefined && inputs.length === 0) {
    throw new FlowError("cli.usage", {
      field: "--input",
      message: "The flow has no file-input node.",
      mend: "Leave --input out, or add a file-input node to the flow.",
    });
  }
  return [
    ...(input === undefined ? [] : inputs.map(({ id }) => `${id}.file=${input}`)),
    ...(out === undefined ? [] : nodesOf("caption-output").map(({ id }) => `${id}.folder=${out}`)),
    ...settings,
  ];
}
