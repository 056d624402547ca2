import { text } from "../texts/texts.ts";
import type { MicrophoneStatus } from "./microphone-input.ts";

/** What to say of a microphone that gives no sound, and what to do about it. */
export interface MicrophoneHelp {
  readonly title: string;
  readonly hint: string;
}

type Fine = "off" | "opening" | "on";

/** What to say of a microphone that gives no sound, and what to do. */
export function microphoneHelp(microphone: Exclude<MicrophoneStatus, Fine>): MicrophoneHelp;
/** Undefined when all is well. */
export function microphoneHelp(microphone: MicrophoneStatus): MicrophoneHelp | undefined;
export function microphoneHelp(microphone: MicrophoneStatus): MicrophoneHelp | undefined {
  if (microphone === "off" || microphone === "opening" || microphone === "on") return undefined;
  return {
    title: text(`microphone.problem.${microphone}`),
    hint: text(`microphone.hint.${microphone}`),
  };
}
