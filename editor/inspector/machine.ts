import { type DevicesAnswer, loadDevices } from "../api/devices.ts";
import { loadModels, type ModelsAnswer } from "../api/models.ts";
import { type Polled, usePolled } from "../api/use-polled.ts";

/** How often the server is asked, in ms: a device that fails or comes back is seen soon. */
const devicesEveryMs = 3_000;
const modelsEveryMs = 10_000;
/** The same while a model is pulled, in ms: a bar has to move. */
const pullingEveryMs = 500;

/** The last answers: a node that is selected next shows them at once. */
let lastDevices: DevicesAnswer | undefined;
let lastModels: ModelsAnswer | undefined;

/** What the server says of its devices; undefined while it was not reached. */
export function useDevices(): DevicesAnswer | undefined {
  return usePolled(devicesKept, devicesEveryMs).data ?? lastDevices;
}

/** The server's models; undefined while it was not reached: any name may be typed. */
export function useModels(): Polled<ModelsAnswer> {
  const isPulling = lastModels?.catalogue.some(({ state }) => state === "pulling") === true;
  const polled = usePolled(modelsKept, isPulling ? pullingEveryMs : modelsEveryMs);
  return { ...polled, data: polled.data ?? lastModels };
}

async function devicesKept(): Promise<DevicesAnswer> {
  lastDevices = await loadDevices();
  return lastDevices;
}

async function modelsKept(): Promise<ModelsAnswer> {
  lastModels = await loadModels();
  return lastModels;
}
