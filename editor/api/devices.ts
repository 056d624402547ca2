import type { DevicesAnswer } from "#engine/protocol/rest/devices.ts";
import { ask } from "./client.ts";

/** All devices of the server. @throws {ApiError} */
export function loadDevices(): Promise<DevicesAnswer> {
  return ask("GET", "/api/devices");
}
