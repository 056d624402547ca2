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

/** The page before Start. */
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
