import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { DeviceHost } from "#runtime-workers/devices/device-host.ts";
import { answers } from "./schemas.ts";

/** What the route of devices works with. */
export interface DeviceRoutesOptions {
  readonly devices: Pick<DeviceHost, "snapshot">;
}

const answer = Type.Object(
  {
    devices: Type.Array(
      Type.Object({
        device: Type.String(),
        pid: Type.Optional(Type.Integer({ description: "Process of the device; absent while it is down." })),
        running: Type.Integer({ description: "Tasks that run now." }),
        waiting: Type.Integer({ description: "Tasks in the queue." }),
        completed: Type.Integer({ description: "Tasks answered since the start." }),
        crashes: Type.Integer({ description: "Times that the process died since the start." }),
      }),
    ),
  },
  { description: "Every device with its pool." },
);

/** GET /api/devices. */
export const deviceRoutes: FastifyPluginAsyncTypebox<DeviceRoutesOptions> = async (app, { devices }) => {
  const schema = {
    operationId: "listDevices",
    summary: "Devices and what they are doing",
    tags: ["machine"],
    response: answers(answer),
  };
  app.get("/api/devices", { schema }, () => ({
    devices: devices
      .snapshot()
      .map(({ pid, ...figures }) => (pid === undefined ? figures : { ...figures, pid })),
  }));
};
