import { type Entry, own, textOf } from "./entries.ts";

const isOn = (value: unknown) => value === true || value === "true";

/** Values of `complete` that ask for no property in particular. */
const wholePackets: readonly unknown[] = [true, false, "true", "false", "payload"];

/**
 * Why a debug node of Node-RED is more than Patchbay's, which shows whole packets to the person in front;
 * undefined where it is not.
 */
export function debugMisfit({ raw }: Entry): string | undefined {
  const shown = own(raw, "complete") ?? "false";
  if (textOf(raw, "targetType") === "jsonata" || !wholePackets.includes(shown)) {
    return "A debug node of Patchbay shows whole packets, this one a property or an expression.";
  }
  if (isOn(own(raw, "console")))
    return "Packets may hold what was said, which Patchbay never writes to logs.";
  if (isOn(own(raw, "tostatus"))) return "A debug node of Patchbay does not show packets in its status.";
  const isHidden = Object.hasOwn(raw, "tosidebar") && !isOn(own(raw, "tosidebar"));
  return isHidden ? "It shows nothing to the person in front, which is all that Patchbay's does." : undefined;
}
