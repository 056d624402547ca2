import type { DeviceReport } from "#engine/protocol/rest/devices.ts";
import { devices } from "./en/devices.ts";
import { text } from "./texts.ts";

/**
 * What was found of a device and what to do about it, for a reader. That this machine has none is said in the reader's
 * language, by state and kind; what the probe says beyond that, and of devices that are here, is English.
 */
export function deviceText({ kind, state, explanation, note }: DeviceReport): string {
  const textKey = `devices.absent.${kind}`;
  if (state !== "absent" || !isKnown(textKey)) return explanation;
  return note === undefined ? text(textKey) : `${text(textKey)} ${note}`;
}

function isKnown(textKey: string): textKey is keyof typeof devices {
  return Object.hasOwn(devices, textKey);
}
