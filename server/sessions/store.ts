import { FlowError } from "#engine/errors.ts";
import type { SessionEvent, SessionState } from "#engine/protocol/session-event.ts";
import type { Checkpoint } from "#engine/runtime/session.ts";

/** A session as it is stored. */
export interface StoredSession {
  readonly sessionId: string;
  /** SHA-256, hex, of the secret that lets a client take it up again. */
  readonly secretHash: string;
  readonly flowId: string;
  /** Revision of the flow that it runs: the one it was started with, or the last one deployed that it could take. */
  readonly revision: number;
  /** Settings that its client asked for. */
  readonly language: string | undefined;
  readonly targetLanguages: readonly string[] | undefined;
  readonly state: SessionState;
  /** Where it can be taken up after a crash; undefined before the first audio. */
  readonly checkpoint: Checkpoint | undefined;
  /** Id of the server that has it, and alone may write to it, or had it when it was over; undefined: nobody has it. */
  readonly owner: string | undefined;
  /**
   * Until when its owner has it unless it renews, or until when a session of nobody waits for its client. Wall time of
   * the store, ms since 1970: the clocks of servers differ, the store has one.
   */
  readonly leaseUntilMs: number;
  /** Wall time, ms since 1970. */
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** A session that is about to be stored: the store says until when its owner has it. */
export type NewSession = Omit<StoredSession, "leaseUntilMs">;

/** An event with its number. */
export interface StoredEvent {
  /** From 1, without a gap within a session. */
  readonly sequence: number;
  readonly timeMs: number;
  readonly event: SessionEvent;
}

/** Fields of a session that change. */
export type SessionPatch = Partial<Pick<StoredSession, "state" | "checkpoint" | "revision">>;

/** Whether a session has come to its end: nobody takes it up any more. */
export function isOver({ state }: Pick<StoredSession, "state">): boolean {
  return state === "ended" || state === "failed";
}

/**
 * Where sessions and their transcripts are stored, by one server or several. What a promise has resolved for survives a
 * kill of the server (and, with Redis and its append-only file, of the store). A session belongs to one server at a
 * time: writes of another are refused with `session.elsewhere`, so one that was hung and woke up late spoils nothing.
 * One contract test runs over all implementations.
 */
export interface SessionStore {
  /**
   * Keeps a new session for its owner, who has it for `leaseMs` and longer by renewing.
   * @throws {Error} when the id is taken
   */
  create(session: NewSession, leaseMs: number): Promise<StoredSession>;
  get(sessionId: string): Promise<StoredSession | undefined>;
  /** Newest first. */
  list(options: { readonly limit: number; readonly state?: SessionState }): Promise<StoredSession[]>;
  /**
   * Changes fields, all or none, and sets `updatedMs`; no effect on a session that is gone.
   * @throws {FlowError} `session.elsewhere` when `owner` does not have it
   */
  update(sessionId: string, owner: string, patch: SessionPatch): Promise<void>;
  /**
   * Appends events in order: all are stored, or none.
   * @throws {FlowError} `session.elsewhere` when `owner` does not have it; `session.unknown` when it is gone
   */
  append(sessionId: string, owner: string, events: readonly SessionEvent[]): Promise<readonly StoredEvent[]>;
  /** Events after a number, in order. */
  read(sessionId: string, afterSequence: number, limit?: number): Promise<StoredEvent[]>;
  /** Number of the last event; 0 when there is none. */
  lastSequence(sessionId: string): Promise<number>;
  /**
   * Gives a session that is not over to `owner` for `leaseMs`, by compare-and-set: where nobody has it, its lease ran
   * out, or `owner` has it already. Of several who try at once one gets it.
   * With `onlyDue` a session of nobody only when its time to wait is over.
   * @returns the session as it is now; undefined where it was not given
   */
  take(request: TakeRequest): Promise<StoredSession | undefined>;
  /**
   * Makes leases of `owner` last `leaseMs` from now, also one that ran out when nobody took it meanwhile.
   * @returns ids of those that it has no more
   */
  renew(owner: string, sessionIds: readonly string[], leaseMs: number): Promise<string[]>;
  /** Lets a session of `owner` wait, as nobody's, for `waitMs`; no effect when `owner` does not have it. */
  release(sessionId: string, owner: string, waitMs: number): Promise<void>;
  /** Sessions that are not over and whose `leaseUntilMs` has passed, those that it did longest ago first. */
  due(limit: number): Promise<StoredSession[]>;
  /** Removes a session with its events, whoever has it. */
  remove(sessionId: string): Promise<void>;
  /** Resolves when the store answers; rejects with the reason when it does not. For health checks. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** See {@link SessionStore.take}. */
export interface TakeRequest {
  readonly sessionId: string;
  readonly owner: string;
  readonly leaseMs: number;
  readonly onlyDue?: boolean;
}

/** What is said to a server that writes to a session of another. */
export function elsewhere(sessionId: string): FlowError {
  return new FlowError("session.elsewhere", { message: `Another server has the session ${sessionId}.` });
}
