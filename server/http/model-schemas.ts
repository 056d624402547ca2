import { Type } from "typebox";
import { modelListSchema, verifiedSchema } from "#engine/protocol/rest/models.ts";
import { answers, idParams, noContent } from "./schemas.ts";

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
    response: answers(modelListSchema),
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
    response: answers(verifiedSchema),
  },
  remove: {
    operationId: "removeModel",
    summary: "Remove a model that was pulled",
    tags,
    params: idParams,
    response: answers(noContent, 204),
  },
};
