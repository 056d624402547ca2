import type { DeviceInfo } from "#engine/protocol/rest/devices.ts";

/** A device that works and has nothing to do. */
export const idle = (device: string): DeviceInfo => {
  return { device, running: 0, waiting: 0, completed: 0, crashes: 0 };
};
