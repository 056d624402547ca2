import { readFileSync } from "node:fs";
import { type Static, Type } from "typebox";
import { Check } from "typebox/schema";
import { FlowError } from "#engine/errors.ts";
import { modelKinds } from "#engine/graph/model-kind.ts";

/** A path below a model's folder: no way out of it, nothing hidden. */
const relativePath = "^(?!.*(^|/)\\.)[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$";

const fileSchema = Type.Object(
  {
    path: Type.String({ pattern: relativePath }),
    /** Absent: every variant has it. */
    variant: Type.Optional(Type.String()),
    sizeBytes: Type.Optional(Type.Integer({ minimum: 0 })),
    sha256: Type.Optional(Type.String({ pattern: "^[0-9a-f]{64}$" })),
  },
  { additionalProperties: false },
);

const modelSchema = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z0-9][a-z0-9._-]*$", maxLength: 64 }),
    title: Type.String(),
    kind: Type.Enum(modelKinds),
    format: Type.Enum(["onnx", "openvino"]),
    repo: Type.String({ pattern: "^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$" }),
    revision: Type.String({ pattern: "^[A-Za-z0-9._-]+$" }),
    licence: Type.String(),
    languages: Type.Array(Type.String()),
    variants: Type.Array(Type.String()),
    source: Type.Optional(Type.String()),
    files: Type.Array(fileSchema, { minItems: 1 }),
  },
  { additionalProperties: false },
);

/** What `models/catalogue.json` has to look like. */
export const catalogueSchema = Type.Object(
  { format: Type.Literal("patchbay.models/1"), models: Type.Array(modelSchema) },
  { additionalProperties: false },
);

/**
 * A file of a model in the hub's repository. Its size and sum are only here where a source is known (`source` of the
 * model names it); where they are absent, the file is checked against what the hub announces with it: its size
 * (`X-Linked-Size`, `Content-Length`) and its sum (`X-Linked-ETag`: sha256 of an LFS file; `ETag`: git blob id of
 * any other). Nothing here is estimated.
 */
export type CatalogueFile = Static<typeof fileSchema>;

/**
 * A model that can be pulled. `id` is the name that a node's setting `model` takes, `revision` a commit or branch of
 * the repository, `licence` an SPDX id, `languages` ISO 639 codes (empty: it knows none), `variants` precisions of the
 * same model, the default first (empty: there is one only).
 */
export type CatalogueModel = Static<typeof modelSchema>;

const catalogueFile = new URL("../../models/catalogue.json", import.meta.url);
let loaded: readonly CatalogueModel[] | undefined;

/** Every model of `models/catalogue.json`, in its order. @throws {FlowError} `model.broken` when it has another shape */
export function loadCatalogue(): readonly CatalogueModel[] {
  loaded ??= readCatalogue(readFileSync(catalogueFile, "utf8"));
  return loaded;
}

/** A catalogue from its text. @throws {FlowError} `model.broken` */
export function readCatalogue(text: string): readonly CatalogueModel[] {
  const json: unknown = JSON.parse(text);
  if (Check(catalogueSchema, json)) return json.models;
  throw new FlowError("model.broken", {
    message: "models/catalogue.json has a wrong shape.",
    hint: "Restore it from the project.",
  });
}

/** A model of the catalogue. @throws {FlowError} `model.unknown` */
export function findModel(id: string, models: readonly CatalogueModel[] = loadCatalogue()): CatalogueModel {
  const model = models.find((candidate) => candidate.id === id);
  if (model !== undefined) return model;
  const words = id.toLowerCase().split(/[^a-z0-9]+/);
  const alike = models.filter((candidate) =>
    words.some((word) => word !== "" && candidate.id.includes(word)),
  );
  const names = alike.slice(0, 6).map((candidate) => candidate.id);
  throw new FlowError("model.unknown", {
    field: "model",
    message: `The catalogue has no model "${id}".`,
    ...(names.length === 0 ? {} : { hint: `Use one of its names, such as ${names.join(", ")}.` }),
  });
}

/**
 * The variant that is meant: the default where none is named.
 * @throws {FlowError} `model.unknown` when the model has no such variant
 */
export function chooseVariant(
  { id, variants }: CatalogueModel,
  variant: string | undefined,
): string | undefined {
  if (variant === undefined) return variants[0];
  if (variants.includes(variant)) return variant;
  throw new FlowError("model.unknown", {
    field: "variant",
    message: `${id} has no variant "${variant}".`,
    hint: variants.length === 0 ? "Name no variant: there is one only." : `Use ${variants.join(" or ")}.`,
  });
}

/** The files of a model in one of its variants. */
export function filesOf(model: CatalogueModel, variant: string | undefined): readonly CatalogueFile[] {
  return model.files.filter((file) => file.variant === undefined || file.variant === variant);
}
