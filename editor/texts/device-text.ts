import type { DeviceReport } from "#engine/protocol/rest/devices.ts";
import { devices } from "./en/devices.ts";
import { text } from "./texts.ts";

/**
 * What was found of a device and what to do about it, for a reader. That it is not here is said in the reader's language;
 * what the probe says beyond that, and of devices that are here, is English.
 */
export function deviceText({ kind, state, explanation }: DeviceReport): string {
  const textKey = `devices.absent.${kind}`;
  if (state !== "absent" || !isKnown(textKey) || !explanation.startsWith(devices[textKey]))
    return explanation;
  return text(textKey) + explanation.slice(devices[textKey].length);
}

function isKnown(textKey: string): textKey is keyof typeof devices {
  return Object.hasOwn(devices, textKey);
}
