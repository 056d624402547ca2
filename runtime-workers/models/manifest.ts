import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Static, Type } from "typebox";
import { Check } from "typebox/schema";
import { modelKinds } from "#engine/graph/model-kind.ts";

const manifestSchema = Type.Object({
  format: Type.Literal("patchbay.model/1"),
  id: Type.String(),
  kind: Type.Enum(modelKinds),
  repo: Type.String(),
  /** The commit that the files are of, where the hub named it. */
  revision: Type.String(),
  variant: Type.Optional(Type.String()),
  licence: Type.String(),
  installedMs: Type.Integer(),
  files: Type.Array(Type.Object({ path: Type.String(), sizeBytes: Type.Integer(), sha256: Type.String() })),
});

/** What a pulled model's folder says of itself. */
export type Manifest = Static<typeof manifestSchema>;

/** Name of the file in the model's folder. */
export const manifestName = "patchbay-model.json";

/** The manifest of a model's folder; undefined where nobody pulled it: the folder was put there by hand, or is none. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(join(folder, manifestName), "utf8"));
    return Check(manifestSchema, json) ? json : undefined;
  } catch {
    return undefined;
  }
}
