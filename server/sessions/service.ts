import type { Problem } from "#engine/flow/problem.ts";
import type { UpdateReport } from "#engine/plan/plan-update.ts";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import type { SessionState } from "#engine/protocol/session-event.ts";
import type { SessionSnapshot } from "#engine/runtime/session.ts";
import type { StoredEvent } from "./store.ts";

/** The end of an audio socket inside the server: one client that feeds one session. */
export interface AudioAttachment {
  readonly sessionId: string;
  readonly secret: string;
  /** Samples that the session has had, on its clock: the client goes on from there. */
  readonly offsetSamples: number;
  /** 0 in a new session. */
  readonly clockRateHz: number;
  /** Mono samples; must not be written to afterwards. */
  push(samples: Float32Array, sampleRateHz: number): void;
  /** The audio is complete. Resolves when everything has come out and is stored. */
  stop(): Promise<void>;
  /** The client is gone; it may come back for 30 s, then the session is stopped. */
  detach(): void;
  /** Called when audio before `safeSamples` is worked off and stored, at most twice a second. */
  onAck: ((safeSamples: number) => void) | undefined;
  /** Called once when the session is over, with the reason in one line when it failed. */
  onEnd: ((failure: { code: string; message: string; hint: string } | undefined) => void) | undefined;
}

/** What sockets and routes need of the sessions that run. */
export interface SessionService {
  /**
   * Starts a session, or takes one up again when the hello says so (also after a restart of the server). A client
   * that takes up a session which another one feeds takes its place.
   * @throws {FlowError} the flow is not deployed, a language is unknown, the secret is wrong, the session is over, …
   */
  attach(hello: AudioHello): Promise<AudioAttachment>;
  /** Sessions that run or wait now. */
  live(): readonly LiveSessionInfo[];
  /** Ends a session's input; what was captured comes out. False when it does not run. */
  stop(sessionId: string): boolean;
  /**
   * Lets the sessions of a flow go on with what is deployed now. One that cannot goes on with what it has; it is asked
   * again at the next deployment.
   */
  deployed(flowId: string): Promise<DeployedSession[]>;
  /** Nodes of a session, with the settings in force; undefined when it does not run. */
  nodes(sessionId: string): LiveNode[] | undefined;
  /**
   * Changes live settings of a node, at once. They hold until the session ends, is taken up by another server, or
   * gets a deployment; only what is deployed outlives these. Undefined when the session does not run.
   * @returns all settings of the node that are in force
   * @throws {FlowError} `flow.unknown-node`, `config.not-live`, `config.invalid`, with node, field and hint
   */
  tune(
    sessionId: string,
    nodeId: string,
    fields: Readonly<Record<string, unknown>>,
  ): Record<string, unknown> | undefined;
}

/** What a deployment did to a session that ran, or why the session could not take it. */
export type DeployedSession =
  | { readonly sessionId: string; readonly report: UpdateReport }
  | { readonly sessionId: string; readonly failure: Problem };

/** A node of a session that runs. */
export interface LiveNode {
  readonly nodeId: string;
  readonly type: string;
  readonly name: string;
  /** Devices wanted, best first. */
  readonly wanted: readonly string[];
  /** All settings, defaults filled in. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** A session that runs or waits now. */
export interface LiveSessionInfo {
  readonly sessionId: string;
  readonly flowId: string;
  readonly revision: number;
  readonly state: SessionState;
  readonly startedMs: number;
  readonly snapshot: SessionSnapshot;
}

/** The session whose node shows something. */
export interface ShownFrom {
  readonly sessionId: string;
  readonly flowId: string;
}

/** Where a session's news goes: to everybody who listens to it. */
export interface CaptionPublisher {
  /** An event that is stored already. */
  event(sessionId: string, stored: StoredEvent): void;
  /** A hypothesis that may still change. */
  partial(sessionId: string, event: CaptionEvent): void;
  /** The session is over; nothing follows. */
  end(sessionId: string, lastSequence: number): void;
}
