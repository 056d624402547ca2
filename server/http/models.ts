import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { listModels } from "#runtime-workers/models/resolve.ts";
import { answers } from "./schemas.ts";

const answer = Type.Object(
  {
    models: Type.Array(
      Type.Object({
        name: Type.String({ description: "The value of a node's setting `model`." }),
        kind: Type.Optional(
          Type.Enum(["asr", "translation", "speaker-embedding", "vad"], {
            description: "Absent for an installed model.",
          }),
        ),
        origin: Type.Enum(["shipped", "installed"]),
        isPresent: Type.Boolean({ description: "Whether its files are there." }),
      }),
    ),
  },
  { description: "Models that ship, then those installed under PATCHBAY_MODELS." },
);

/** GET /api/models. */
export const modelRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const schema = {
    operationId: "listModels",
    summary: "Models that nodes may use",
    tags: ["machine"],
    response: answers(answer),
  };
  app.get("/api/models", { schema }, () => ({
    models: listModels().map(({ kind, ...model }) => (kind === undefined ? model : { ...model, kind })),
  }));
};
