import { emptyTranscript, type Transcript } from "../captions/transcript.ts";
import type { LinkState } from "../links/audio-link.ts";
import type { MicrophoneDevice } from "../microphone/microphone.ts";
import type { MicrophoneStatus } from "../microphone/microphone-input.ts";
import type { RunningSession, Settings } from "./settings.ts";

/** Everything that the page shows. */
export interface LiveState {
  readonly settings: Settings;
  readonly microphone: MicrophoneStatus;
  readonly devices: readonly MicrophoneDevice[];
  /** Undefined: nothing has been started. */
  readonly link: LinkState | undefined;
  readonly session: Pick<RunningSession, "sessionId" | "startedMs" | "listenKey"> | undefined;
  /** Names of the flows that are deployed, when the one that sessions run is not; undefined when all is well. */
  readonly otherFlows: readonly string[] | undefined;
  /** Languages that the running session translates to. */
  readonly targetLanguages: readonly string[];
  readonly transcript: Transcript;
}

export function initialState(settings: Settings): LiveState {
  return {
    settings,
    microphone: "off",
    devices: [],
    link: undefined,
    session: undefined,
    otherFlows: undefined,
    targetLanguages: [],
    transcript: emptyTranscript,
  };
}

/** What to say of a microphone that gives no sound, and what to do about it; undefined when all is well. */
export function microphoneHelp(
  microphone: MicrophoneStatus,
): { readonly title: string; readonly hint: string } | undefined {
  switch (microphone) {
    case "denied":
      return {
        title: "The microphone is blocked",
        hint: "Click the icon left of the address, allow the microphone for this page, then try again.",
      };
    case "missing":
      return { title: "No microphone found", hint: "Plug one in, or switch it on, then try again." };
    case "busy":
      return {
        title: "The microphone is in use",
        hint: "Close the other program that uses it, then try again.",
      };
    case "lost":
      return { title: "The microphone is gone", hint: "Plug it in again, or choose another one." };
    case "unsupported":
      return {
        title: "This page cannot use a microphone",
        hint: "Open it over https, or on this computer as http://localhost, in a browser of today.",
      };
    default:
      return undefined;
  }
}
