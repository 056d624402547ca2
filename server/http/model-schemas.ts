import { Type } from "typebox";
import { modelKinds } from "#engine/graph/model-kind.ts";
import { answers, idParams, noContent } from "./schemas.ts";

const kind = Type.Enum(modelKinds);

const usable = Type.Object({
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

const pullable = Type.Object({
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

const list = Type.Object(
  {
    models: Type.Array(usable, { description: "What nodes may use: those that ship, then those installed." }),
    catalogue: Type.Array(pullable, { description: "What can be pulled, and what became of it." }),
    folder: Type.String({ description: "Where models are installed." }),
  },
  { description: "Models that are there, and those that can be pulled." },
);

const verified = Type.Object(
  {
    isSound: Type.Boolean(),
    damage: Type.Array(Type.Object({ file: Type.String(), reason: Type.String() })),
  },
  { description: "What differs from what was pulled." },
);

const pullQuery = Type.Object(
  { variant: Type.Optional(Type.String({ maxLength: 32, description: "Default: the model's first." })) },
  { additionalProperties: false },
);

const tags = ["machine"];

/** Schemas of the routes of models. */
export const modelRouteSchemas = {
  list: {
    operationId: "listModels",
    summary: "Models that nodes may use, and those to pull",
    tags,
    response: answers(list),
  },
  pull: {
    operationId: "pullModel",
    summary: "Begin to pull a model; how far it is, the list says",
    tags,
    params: idParams,
    querystring: pullQuery,
    response: answers(noContent, 202),
  },
  cancel: {
    operationId: "cancelModelPull",
    summary: "End a pull; what came stays for the next one",
    tags,
    params: idParams,
    response: answers(noContent, 204),
  },
  verify: {
    operationId: "verifyModel",
    summary: "Compare an installed model with what was pulled",
    tags,
    params: idParams,
    response: answers(verified),
  },
  remove: {
    operationId: "removeModel",
    summary: "Remove a model that was pulled",
    tags,
    params: idParams,
    response: answers(noContent, 204),
  },
};
