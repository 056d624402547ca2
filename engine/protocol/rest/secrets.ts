import { type Static, Type } from "typebox";

/** GET /api/secrets. */
export const secretNamesSchema = Type.Object(
  { names: Type.Array(Type.String(), { description: "Values of settings that are marked `secret`." }) },
  { description: "The secrets that flows may name. Their values are never answered." },
);

export type SecretNames = Static<typeof secretNamesSchema>;
