import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Config } from "#server/config.ts";
import { answers } from "./schemas.ts";

const answer = Type.Object(
  { names: Type.Array(Type.String(), { description: "Values of settings that are marked `secret`." }) },
  { description: "The secrets that flows may name. Their values are never answered." },
);

/** GET /api/secrets: which secrets a flow may name. */
export const secretRoutes: FastifyPluginAsyncTypebox<Pick<Config, "secretNames">> = async (
  app,
  { secretNames },
) => {
  const schema = {
    operationId: "listSecrets",
    summary: "Names of the secrets that the server has",
    tags: ["machine"],
    response: answers(answer),
  };
  app.get("/api/secrets", { schema }, () => ({ names: [...secretNames] }));
};
