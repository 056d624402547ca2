import { type Static, Type } from "typebox";

const check = Type.Enum(["ok", "failed"]);
const status = Type.Enum(["ok", "degraded"], { description: "degraded: at least one part has failed." });
/** GET /api/health. */
export const healthSchema = Type.Object(
  {
    status,
    version: Type.String(),
    uptimeMs: Type.Number({ description: "Since the process began." }),
    checks: Type.Object({ store: check, devices: check }),
  },
  { description: "How the server is." },
);
/** GET /api/services/health. */
export const servicesSchema = Type.Object(
  {
    status,
    services: Type.Array(
      Type.Object({ name: Type.String(), status: check, reason: Type.Optional(Type.String()) }),
    ),
  },
  { description: "How each part is." },
);

export type Health = Static<typeof healthSchema>;
export type ServiceHealth = Static<typeof servicesSchema>["services"][number];
