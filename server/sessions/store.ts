import type { SessionEvent, SessionState } from "#engine/protocol/session-event.ts";
import type { Checkpoint } from "#engine/runtime/session.ts";

/** A session as it is kept. */
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
  /** Wall time, ms since 1970. */
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** An event with its number. */
export interface StoredEvent {
  /** From 1, without a gap within a session. */
  readonly sequence: number;
  readonly timeMs: number;
  readonly event: SessionEvent;
}

/** Fields of a session that change. */
export type SessionPatch = Partial<Pick<StoredSession, "state" | "checkpoint" | "revision">>;

/**
 * Where sessions and their transcripts are kept. What a promise has resolved for survives a kill of the server
 * (and, with Redis and its append-only file, of the store). One contract test runs over all implementations.
 */
export interface SessionStore {
  /** @throws {Error} when the id is taken */
  create(session: StoredSession): Promise<void>;
  get(sessionId: string): Promise<StoredSession | undefined>;
  /** Newest first. */
  list(options: { readonly limit: number; readonly state?: SessionState }): Promise<StoredSession[]>;
  /** Changes fields, all or none, and sets `updatedMs`; no effect on a session that is gone. */
  update(sessionId: string, patch: SessionPatch): Promise<void>;
  /** Appends events in order: all are kept, or none. */
  append(sessionId: string, events: readonly SessionEvent[]): Promise<readonly StoredEvent[]>;
  /** Events after a number, in order. */
  read(sessionId: string, afterSequence: number, limit?: number): Promise<StoredEvent[]>;
  /** Number of the last event; 0 when there is none. */
  lastSequence(sessionId: string): Promise<number>;
  /** Removes a session with its events. */
  remove(sessionId: string): Promise<void>;
  /** Resolves when the store answers; rejects with the reason when it does not. For health checks. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
