import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { DeviceHost } from "#runtime-workers/devices/device-host.ts";
import type { DeviceReport } from "#runtime-workers/devices/device-report.ts";
import { answers } from "./schemas.ts";

/** What the route of devices works with. */
export interface DeviceRoutesOptions {
  readonly devices: Pick<DeviceHost, "snapshot" | "reports">;
}

const breaker = Type.Object({
  model: Type.String(),
  state: Type.Enum(["closed", "open", "half-open"], { description: "half-open: one task tries it again." }),
  sinceMs: Type.Number({ description: "Wall time, ms since 1970." }),
  reason: Type.String(),
});
const report = Type.Object({
  id: Type.String({ description: "Such as cuda:0; a device that is absent has the id that it would have." }),
  kind: Type.Enum(["cpu", "cuda", "webgpu", "npu", "intel-gpu"]),
  name: Type.String(),
  state: Type.Enum([
    "probing",
    "ready",
    "missing-runtime",
    "missing-driver",
    "no-permission",
    "failed",
    "absent",
  ]),
  explanation: Type.String({ description: "What was found, and what to do next." }),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Array(Type.String())])),
});

/** What the route answers. */
export const devicesAnswer = Type.Object(
  {
    devices: Type.Array(
      Type.Object({
        device: Type.String(),
        pid: Type.Optional(Type.Integer({ description: "Process of the device; absent while it is down." })),
        running: Type.Integer({ description: "Tasks that run now." }),
        waiting: Type.Integer({ description: "Tasks in the queue." }),
        completed: Type.Integer({ description: "Tasks answered since the start." }),
        crashes: Type.Integer({ description: "Times that the process died since the start." }),
        fallbacks: Type.Optional(
          Type.Integer({ description: "Tasks that it failed at and that went on to another device." }),
        ),
        breakers: Type.Optional(
          Type.Array(breaker, {
            description: "Models that are kept from it since it failed; absent for none.",
          }),
        ),
      }),
      { description: "Those that are ready, each with its pool." },
    ),
    reports: Type.Array(report, { description: "What was found of each kind, and what is missing." }),
  },
  { description: "The devices of this machine." },
);

/** GET /api/devices. */
export const deviceRoutes: FastifyPluginAsyncTypebox<DeviceRoutesOptions> = async (app, { devices }) => {
  const schema = {
    operationId: "listDevices",
    summary: "Devices and what they are doing",
    tags: ["machine"],
    response: answers(devicesAnswer),
  };
  app.get("/api/devices", { schema }, () => ({
    devices: devices.snapshot().map(({ pid, breakers, ...figures }) => ({
      ...figures,
      ...(pid === undefined ? {} : { pid }),
      ...(breakers === undefined ? {} : { breakers: [...breakers] }),
    })),
    reports: devices.reports().map(({ facts, ...rest }) => ({ ...rest, facts: plainFacts(facts) })),
  }));
};

function plainFacts(facts: DeviceReport["facts"]) {
  const entries = Object.entries(facts).map(([name, fact]) => {
    return [name, typeof fact === "object" ? [...fact] : fact] as const;
  });
  return Object.fromEntries(entries);
}
