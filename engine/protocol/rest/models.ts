import { type Static, Type } from "typebox";
import { modelKinds } from "../../graph/model-kind.ts";

const kind = Type.Enum(modelKinds);

const usableSchema = Type.Object({
  name: Type.String({ description: "The value of a node's setting `model`." }),
  kind: Type.Optional(
    Type.Enum(modelKinds, { description: "Absent for a model that was put there by hand." }),
  ),
  origin: Type.Enum(["shipped", "installed"]),
  isPresent: Type.Boolean({ description: "Whether its files are there." }),
});

const pull = Type.Object(
  {
    file: Type.Optional(
      Type.String({ description: "The file that grew last; absent until the hub answered." }),
    ),
    doneBytes: Type.Integer(),
    totalBytes: Type.Optional(Type.Integer({ description: "Absent until the hub answered." })),
    variant: Type.Optional(Type.String()),
  },
  { description: "With state pulling: how far it is." },
);

const pullableSchema = Type.Object({
  id: Type.String({ description: "The value of a node's setting `model`, once it is installed." }),
  title: Type.String(),
  kind,
  format: Type.Enum(["onnx", "openvino"]),
  repo: Type.String({ description: "Its repository on the hub." }),
  licence: Type.String({ description: "SPDX id." }),
  languages: Type.Array(Type.String(), { description: "ISO 639 codes; empty: it knows none." }),
  variants: Type.Array(Type.String(), { description: "Precisions, the default first; empty: one only." }),
  state: Type.Enum(["available", "pulling", "installed", "failed"]),
  sizeBytes: Type.Optional(
    Type.Integer({ description: "Of what is installed, else of the default variant, where it is known." }),
  ),
  variant: Type.Optional(Type.String({ description: "With state installed: which one." })),
  pull: Type.Optional(pull),
  error: Type.Optional(
    Type.Object(
      { code: Type.String(), message: Type.String(), hint: Type.String() },
      { description: "With state failed: why the last pull did." },
    ),
  ),
});

/** GET /api/models. */
export const modelListSchema = Type.Object(
  {
    models: Type.Array(usableSchema, {
      description: "What nodes may use: those that ship, then those installed.",
    }),
    catalogue: Type.Array(pullableSchema, { description: "What can be pulled, and what became of it." }),
    folder: Type.String({ description: "Where models are installed." }),
  },
  { description: "Models that are there, and those that can be pulled." },
);

/** POST /api/models/:id/verify. */
export const verifiedSchema = Type.Object(
  {
    isSound: Type.Boolean(),
    damage: Type.Array(Type.Object({ file: Type.String(), reason: Type.String() })),
  },
  { description: "What differs from what was pulled." },
);

export type ModelsAnswer = Static<typeof modelListSchema>;
export type UsableModel = Static<typeof usableSchema>;
export type CatalogueEntry = Static<typeof pullableSchema>;
export type Verified = Static<typeof verifiedSchema>;
