import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { secretNamesSchema } from "#engine/protocol/rest/secrets.ts";
import type { Config } from "#server/config.ts";
import { answers } from "./schemas.ts";

/** GET /api/secrets: which secrets a flow may name. */
export const secretRoutes: FastifyPluginAsyncTypebox<Pick<Config, "secretNames">> = async (
  app,
  { secretNames },
) => {
  const schema = {
    operationId: "listSecrets",
    summary: "Names of the secrets that the server has",
    tags: ["machine"],
    response: answers(secretNamesSchema),
  };
  app.get("/api/secrets", { schema }, () => ({ names: [...secretNames] }));
};
