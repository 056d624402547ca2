import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { healthSchema, type ServiceHealth, servicesSchema } from "#engine/protocol/rest/health.ts";
import type { DeviceManager } from "#runtime-workers/devices/device-manager.ts";
import type { FlowStore } from "#server/flows/flow-store.ts";
import type { SessionStore } from "#server/sessions/store.ts";
import { answers } from "./schemas.ts";

/** What the health checks look at. */
export interface HealthOptions {
  readonly version: string;
  readonly flows: Pick<FlowStore, "failure">;
  readonly store: Pick<SessionStore, "ping">;
  readonly devices: Pick<DeviceManager, "snapshot">;
}

/** A store that takes longer than this to answer counts as gone. */
const storeDeadlineMs = 2000;

/** GET /api/health, open to all and the same for load balancers: 503 when degraded; GET /api/services/health. */
export const healthRoutes: FastifyPluginAsyncTypebox<HealthOptions> = async (app, options) => {
  const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ["machine"] });
  app.get(
    "/api/health",
    { schema: { ...about("getHealth", "Health of the server"), response: both(healthSchema) } },
    async (_request, reply) => {
      const [store, devices] = [await storePart(options), devicePart(options)];
      const isOk = store.status === "ok" && devices.status === "ok";
      return reply.code(isOk ? 200 : 503).send({
        status: isOk ? "ok" : "degraded",
        version: options.version,
        uptimeMs: Math.round(process.uptime() * 1000),
        checks: { store: store.status, devices: devices.status },
      });
    },
  );
  app.get(
    "/api/services/health",
    { schema: { ...about("getServicesHealth", "Health of every part"), response: both(servicesSchema) } },
    async (_request, reply) => {
      const parts = [
        { name: "api", status: "ok" } as const,
        part("flows", options.flows.failure?.message),
        await storePart(options),
        devicePart(options),
      ];
      const isOk = parts.every((each) => each.status === "ok");
      return reply.code(isOk ? 200 : 503).send({ status: isOk ? "ok" : "degraded", services: parts });
    },
  );
};

/** Health has the same shape, well or not. */
function both<Schema>(schema: Schema) {
  return { 200: schema, 503: schema, "4xx": answers(Type.Null())["4xx"] };
}

async function storePart({ store }: HealthOptions): Promise<ServiceHealth> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(reject, storeDeadlineMs, new Error("It does not answer."));
  try {
    await Promise.race([store.ping(), tooLate]);
    return part("sessions", undefined);
  } catch (error) {
    return part("sessions", error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

function devicePart({ devices }: HealthOptions): ServiceHealth {
  const all = devices.snapshot();
  const names = all.map(({ device }) => device).join(", ");
  // Where one is left the others' tasks go there: the server still does its work.
  const areDead = all.every(({ pid }) => pid === undefined);
  return part("devices", areDead ? `The process of ${names} is not running.` : undefined);
}

function part(name: string, reason: string | undefined): ServiceHealth {
  return reason === undefined ? { name, status: "ok" } : { name, status: "failed", reason };
}
