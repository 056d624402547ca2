import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { devicesSchema } from "#engine/protocol/rest/devices.ts";
import type { DeviceManager } from "#runtime-workers/devices/device-manager.ts";
import type { DeviceReport } from "#runtime-workers/devices/device-report.ts";
import { answers } from "./schemas.ts";

/** What the route of devices works with. */
export interface DeviceRoutesOptions {
  readonly devices: Pick<DeviceManager, "snapshot" | "reports">;
}

/** GET /api/devices. */
export const deviceRoutes: FastifyPluginAsyncTypebox<DeviceRoutesOptions> = async (app, { devices }) => {
  const schema = {
    operationId: "listDevices",
    summary: "Devices and what they are doing",
    tags: ["machine"],
    response: answers(devicesSchema),
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
