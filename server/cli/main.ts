import { parseArgs } from "node:util";
import { FlowError, formatProblem } from "#engine/errors.ts";
import { catalogue } from "#nodes/registry.ts";
import { InvalidConfig } from "#server/config.ts";
import { devicesCommand } from "./devices.ts";
import { importCommand } from "./import.ts";
import { InvalidFlow, loadFlow } from "./load-flow.ts";
import { runCommand } from "./run.ts";
import { serveCommand } from "./serve.ts";
import { formatTable } from "./table.ts";
import { usage } from "./usage.ts";

const badInput = 2;

/** Runs a command line. Resolves to the exit code; what goes wrong is printed. */
export function runCli(args: string[]): Promise<number> {
  process.stdout.on("error", outputFailed);
  return main(args).catch(report);
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  const [command, flow, ...rest] = positionals;
  if (values.help || command === undefined) {
    process.stdout.write(`${usage}\n`);
    return values.help ? 0 : badInput;
  }
  if (command === "serve" && flow === undefined) return serveCommand();
  if (command === "nodes" && flow === undefined) return listNodes(values.json ?? false);
  if (command === "devices" && flow === undefined) return devicesCommand(values.json ?? false);
  if (command === "models") {
    const { modelsCommand } = await import("./models.ts"); // the server's start need not wait for it
    const { variant, from, json = false } = values;
    return modelsCommand({ words: positionals.slice(1), variant, from, json });
  }
  const takesFile = command === "run" || command === "validate" || command === "import";
  if (takesFile && flow === undefined) {
    throw new FlowError("cli.usage", {
      message: `patchbay ${command} needs a flow file, such as flows/captions.json.`,
    });
  }
  if (!takesFile || flow === undefined || rest.length > 0) {
    throw new FlowError("cli.usage", { message: `"${positionals.join(" ")}" is no command of patchbay.` });
  }
  const { input, out, reference, set: settings = [] } = values;
  if (command === "import") {
    const { json = false, replace = false, "dry-run": dryRun = false } = values;
    return importCommand({ file: flow, out, json, replace, dryRun });
  }
  if (command === "run") return runCommand({ flow, input, out, reference, settings });
  const { nodes, edges } = await loadFlow(flow, { input, out, settings });
  process.stdout.write(`${flow} is sound: ${nodes.length} nodes, ${edges.length} wires.\n`);
  return 0;
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        input: { type: "string" },
        out: { type: "string" },
        reference: { type: "string" },
        set: { type: "string", multiple: true },
        json: { type: "boolean" },
        "dry-run": { type: "boolean" },
        replace: { type: "boolean" },
        variant: { type: "string" },
        from: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split(". ")[0] : String(cause);
    throw new FlowError("cli.usage", { message: `${reason}.`, cause });
  }
}

function listNodes(asJson: boolean): number {
  const definitions = [...catalogue.values()];
  const lines = asJson
    ? [JSON.stringify(definitions, undefined, 2)]
    : formatTable(
        ["type", "category", "summary"],
        definitions.map(({ type, category, summary }) => [type, category, summary]),
      );
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

/** Bad input gets its lines and no stack; anything else is a fault of Patchbay's own, and its stack is wanted. */
function report(error: unknown): number {
  const isList = error instanceof InvalidFlow || error instanceof InvalidConfig;
  const problems = isList ? error.problems : error instanceof FlowError ? [error] : [];
  for (const problem of problems) process.stderr.write(`patchbay: ${formatProblem(problem)}\n`);
  if (problems.length > 0) return badInput;
  process.stderr.write(`patchbay: ${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}

/** Whoever reads our output may go (`| head`), or its disk be full: no fault of Patchbay's. */
function outputFailed(error: NodeJS.ErrnoException): never {
  if (error.code === "EPIPE") process.exit(0);
  const problem = new FlowError("file.write-failed", {
    field: "standard output",
    message: `${error.message}.`,
  });
  process.exit(report(problem));
}
