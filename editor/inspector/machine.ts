import type { DevicesAnswer } from "#engine/protocol/rest/devices.ts";
import type { ModelsAnswer } from "#engine/protocol/rest/models.ts";
import { type Polled, usePolled } from "../api/use-polled.ts";
import { useInspectorParts } from "./inspector-context.ts";

/** How often the server is asked, in ms: a device that fails or comes back is seen soon. */
const devicesEveryMs = 3_000;
const modelsEveryMs = 10_000;
/** The same while a model is pulled, in ms: a bar has to move. */
const pullingEveryMs = 500;

/** What the server says of its devices; undefined while it was not reached. */
export function useDevices(): DevicesAnswer | undefined {
  const { machine } = useInspectorParts();
  return usePolled(machine.loadDevices, devicesEveryMs).data ?? machine.devices;
}

/** The server's models; undefined while it was not reached: any name may be typed. */
export function useModels(): Polled<ModelsAnswer> {
  const { machine } = useInspectorParts();
  const isPulling = machine.models?.catalogue.some(({ state }) => state === "pulling") === true;
  const polled = usePolled(machine.loadModels, isPulling ? pullingEveryMs : modelsEveryMs);
  return { ...polled, data: polled.data ?? machine.models };
}
