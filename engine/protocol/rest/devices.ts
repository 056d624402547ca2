import { type Static, Type } from "typebox";

const breakerSchema = Type.Object({
  model: Type.String(),
  state: Type.Enum(["closed", "open", "half-open"], { description: "half-open: one task tries it again." }),
  sinceMs: Type.Number({ description: "Wall time, ms since 1970." }),
  reason: Type.String(),
});
const reportSchema = Type.Object({
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
  note: Type.Optional(
    Type.String({
      description: "Of one that is absent: what was found all the same; the end of the explanation.",
    }),
  ),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Array(Type.String())])),
});

/** The devices that are ready, and what was found of each kind. */
export const devicesSchema = Type.Object(
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
          Type.Array(breakerSchema, {
            description: "Models that are kept from it since it failed; absent for none.",
          }),
        ),
      }),
      { description: "Those that are ready, each with its pool." },
    ),
    reports: Type.Array(reportSchema, { description: "What was found of each kind, and what is missing." }),
  },
  { description: "The devices of this machine." },
);

export type DevicesAnswer = Static<typeof devicesSchema>;
export type DeviceInfo = DevicesAnswer["devices"][number];
export type DeviceBreaker = Static<typeof breakerSchema>;
export type DeviceReport = Static<typeof reportSchema>;
