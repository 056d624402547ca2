import { ask, readJson } from "./request.ts";

/** A model that is kept from a device since it failed there. */
export interface DeviceBreaker {
  readonly model: string;
  /** `open`, or `half-open`: one task tries it again. */
  readonly state: string;
  readonly reason: string;
}

/** A device that works. */
export interface DeviceInfo {
  readonly device: string;
  /** Its process; absent while it is down. */
  readonly pid?: number;
  /** Absent for none. */
  readonly breakers?: readonly DeviceBreaker[];
}

/** What the probe says of a device, be it here or not. */
export interface DeviceReport {
  /** A device that is absent has the id that it would have. */
  readonly id: string;
  /** Such as `NVIDIA H100`. */
  readonly name: string;
  /** `ready`, `absent`, or what is missing. */
  readonly state: string;
  /** What was found, and what to do next. */
  readonly explanation: string;
}

/** The devices that work, and what was found of each kind. */
export interface DevicesAnswer {
  readonly devices: readonly DeviceInfo[];
  readonly reports: readonly DeviceReport[];
}

/** All devices of the server. @throws {Error} why it does not say */
export async function loadDevices(): Promise<DevicesAnswer> {
  return (await readJson(await ask("/api/devices"))) as DevicesAnswer;
}
