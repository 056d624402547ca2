import { readStored, writeStored } from "../ui/storage.ts";

const key = "patchbay.microphone";
/** Where the speaker's page had it before it was remembered by itself. */
const formerKey = "patchbay.live";

/** Id of the microphone that was chosen in this browser, on whichever page; empty: the system's. */
export function chosenDevice(): string {
  const former = readStored<{ readonly deviceId?: string }>("localStorage", formerKey);
  return readStored<string>("localStorage", key) ?? former?.deviceId ?? "";
}

/** Remembers the choice for the next time. */
export function chooseDevice(deviceId: string): void {
  writeStored("localStorage", key, deviceId);
}
