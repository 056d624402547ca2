import { existsSync } from "node:fs";
import { FlowError, formatProblem } from "#engine/errors.ts";
import { formatBytes } from "#engine/protocol/format-bytes.ts";
import { chooseVariant, findModel } from "#runtime-workers/models/catalogue.ts";
import { pullFrom } from "#runtime-workers/models/pull-from.ts";
import { removeModel } from "#runtime-workers/models/remove.ts";
import { installedModels } from "#runtime-workers/models/resolve.ts";
import { type ModelSettings, modelSettings } from "#runtime-workers/models/settings.ts";
import { verifyModel } from "#runtime-workers/models/verify.ts";
import { interruptedExitCode } from "./interruptible.ts";
import { modelLines, modelsAsJson } from "./model-lines.ts";
import { PullView } from "./pull-view.ts";

/** Arguments of `patchbay models`. */
export interface ModelsArguments {
  /** What follows the command: list, pull NAME, verify [NAME], remove NAME. */
  readonly words: readonly string[];
  readonly variant: string | undefined;
  /** Folder to copy from in the place of the hub. */
  readonly from: string | undefined;
  readonly json: boolean;
}

/** A pull that fails for these is no fault of the command line. */
const failures: readonly string[] = [
  "model.download",
  "model.mismatch",
  "model.no-space",
  "model.no-file",
  "model.gated",
  "model.busy",
  "file.write-failed",
];

/**
 * Lists, pulls, verifies and removes models.
 * @returns the exit code: 0 done, 1 failed (in one line on standard error) or damaged, 130 interrupted
 * @throws {FlowError} bad input
 */
export async function modelsCommand(args: ModelsArguments): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile();
  const settings = settingsOf(args);
  const [action = "list", name, ...rest] = args.words;
  if (rest.length > 0) throw new FlowError("cli.usage", { message: `"${rest.join(" ")}" is too much.` });
  try {
    if (action === "list" && name === undefined) return list(settings, args.json);
    if (action === "verify") return await verify(settings, name);
    if (action === "pull") return await pull(settings, nameOf(action, name), args.variant);
    if (action === "remove") return await remove(settings, nameOf(action, name));
  } catch (error) {
    if (!(error instanceof FlowError) || !failures.includes(error.code)) throw error;
    process.stderr.write(`patchbay: ${formatProblem(error)}\n`);
    return 1;
  }
  throw new FlowError("cli.usage", {
    message: `"models ${args.words.join(" ")}" is no command of patchbay.`,
  });
}

function settingsOf({ from }: ModelsArguments): ModelSettings {
  const settings = modelSettings();
  if (from === undefined) return settings;
  if (existsSync(from)) return { ...settings, offlineFolder: from };
  throw new FlowError("file.missing", { field: "--from", message: `There is no folder ${from}.` });
}

function nameOf(action: string, name: string | undefined): string {
  if (name !== undefined) return name;
  throw new FlowError("cli.usage", { message: `patchbay models ${action} needs the name of a model.` });
}

function list(settings: ModelSettings, asJson: boolean): number {
  const lines = asJson ? [modelsAsJson(settings.folder)] : modelLines(settings.folder);
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

async function pull(settings: ModelSettings, name: string, variantName: string | undefined): Promise<number> {
  const model = findModel(name);
  const variant = chooseVariant(model, variantName);
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, interrupt);
  const view = new PullView(process.stdout, variant === undefined ? name : `${name} ${variant}`);
  try {
    const options = { settings, signal: abort.signal, onProgress: view.progress };
    const { files, licence } = await pullFrom(model, variant, options);
    view.end();
    const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    process.stdout.write(
      `${name} is installed in ${settings.folder}: ${formatBytes(bytes)}, licence ${licence}.\n`,
    );
    return 0;
  } catch (error) {
    view.end();
    if (!abort.signal.aborted) throw error;
    process.stderr.write("patchbay: Stopped. Pull again: it goes on where it stopped.\n");
    return interruptedExitCode;
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, interrupt);
  }
}

/** Verifies a model, or all that were pulled. */
async function verify({ folder }: ModelSettings, name: string | undefined): Promise<number> {
  const pulled = installedModels(folder).flatMap((model) =>
    model.manifest === undefined ? [] : [model.name],
  );
  let exitCode = 0;
  for (const each of name === undefined ? pulled : [name]) {
    const damage = await verifyModel(folder, each);
    for (const { file, reason } of damage) process.stdout.write(`${each}: ${file} ${reason}\n`);
    process.stdout.write(
      damage.length === 0 ? `${each} is sound.\n` : `${each} is damaged; pull it again.\n`,
    );
    if (damage.length > 0) exitCode = 1;
  }
  if (name === undefined && pulled.length === 0) process.stdout.write(`No model was pulled to ${folder}.\n`);
  return exitCode;
}

async function remove({ folder }: ModelSettings, name: string): Promise<number> {
  await removeModel(folder, name);
  process.stdout.write(`${name} is removed from ${folder}.\n`);
  return 0;
}
