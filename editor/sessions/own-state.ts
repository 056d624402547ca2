import type { LinkState } from "../links/audio-link.ts";
import type { MicrophoneDevice } from "../microphone/microphone.ts";
import { microphoneHelp } from "../microphone/microphone-help.ts";
import type { MicrophoneStatus } from "../microphone/microphone-input.ts";
import type { FedSession } from "./fed-session.ts";
import type { FeedProblem } from "./feed-problem.ts";

/** Why no session can be started now. */
export type StartProblem = FeedProblem | "openFirst" | "oneAtATime";

/** Where the page's own session stands. After its end the last one stays. */
export interface OwnState {
  /** Undefined: nothing was started. */
  readonly link: LinkState | undefined;
  /** The flow that it runs. */
  readonly flowId: string | undefined;
  readonly source: FedSession["source"];
  /** Undefined until the server has named it. */
  readonly session: Pick<FedSession, "sessionId" | "startedMs" | "listenKey"> | undefined;
  /** The file that is played; 0 ms long until it is decoded. */
  readonly file: { readonly name: string; readonly durationMs: number } | undefined;
  readonly isPaused: boolean;
  readonly isAudible: boolean;
  readonly microphone: MicrophoneStatus;
  readonly devices: readonly MicrophoneDevice[];
  /** The chosen microphone; empty: the system's. */
  readonly deviceId: string;
}

/** A page that feeds no session. */
export function idle(deviceId: string): OwnState {
  return {
    link: undefined,
    flowId: undefined,
    source: "microphone",
    session: undefined,
    file: undefined,
    isPaused: false,
    isAudible: false,
    microphone: "off",
    devices: [],
    deviceId,
  };
}

/** What to say of a microphone that could not be opened. */
export function microphoneProblem(status: MicrophoneStatus): string {
  const { title, hint } = microphoneHelp(status) ?? microphoneHelp("unsupported");
  return `${title}. ${hint}`;
}
