import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FlowError, toFlowError } from "#engine/errors.ts";
import type { SessionEvent, SessionState } from "#engine/protocol/session-event.ts";
import type { Checkpoint } from "#engine/runtime/session.ts";
import { migrate, prepareStatements, type Statements } from "./sqlite-schema.ts";
import {
  elsewhere,
  type NewSession,
  type SessionPatch,
  type SessionStore,
  type StoredEvent,
  type StoredSession,
  type TakeRequest,
} from "./store.ts";

/** How long a write waits for another process that writes; it blocks the event loop, so it is short. */
const busyTimeoutMs = 1000;

/**
 * Sessions in one SQLite file beside the server: the embedded store, for one server process. Calls work at once
 * (0.03-0.1 ms) and block meanwhile; they are promises for the sake of the interface.
 *
 * Durability: write-ahead log with `synchronous=NORMAL`. A commit is in the operating system's hands before its
 * promise resolves, so a kill of the process at any moment loses nothing. A power cut may lose the last commits
 * before it, whole transactions from the end, and never damages the file; `FULL` would guard against that, too, and
 * block the server for one fsync an event.
 */
export class SqliteStore implements SessionStore {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;

  /**
   * Opens the file, makes it and its folder when they are missing, and brings an older schema up to date.
   * @param path of the file, or ":memory:" for a store that goes with its object
   * @throws {FlowError} `store.unavailable` when it cannot be written, is no database, or is of a newer Patchbay
   */
  constructor(path: string) {
    this.#path = path;
    let database: DatabaseSync | undefined;
    try {
      if (path !== ":memory:") makePrivate(path);
      database = new DatabaseSync(path, { timeout: busyTimeoutMs });
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
      migrate(database);
      this.#statements = prepareStatements(database);
      this.#database = database;
    } catch (error) {
      database?.close();
      throw toFlowError(error, "store.unavailable", { field: path });
    }
  }

  async create(session: NewSession, leaseMs: number): Promise<StoredSession> {
    const { language, targetLanguages, checkpoint } = session;
    const leaseUntilMs = Date.now() + leaseMs;
    const { changes } = this.#try(() =>
      this.#statements.create.run(
        session.sessionId,
        session.secretHash,
        session.flowId,
        session.revision,
        language ?? null,
        toJson(targetLanguages),
        session.state,
        toJson(checkpoint),
        session.createdMs,
        session.updatedMs,
        session.owner ?? null,
        leaseUntilMs,
      ),
    );
    if (changes === 0) throw new Error(`There is a session ${session.sessionId} already.`);
    return { ...session, leaseUntilMs };
  }

  async get(sessionId: string): Promise<StoredSession | undefined> {
    const row = this.#try(() => this.#statements.get.get(sessionId));
    return row === undefined ? undefined : toSession(row as unknown as SessionRow);
  }

  async list({ limit, state }: { limit: number; state?: SessionState }): Promise<StoredSession[]> {
    const { list, listState } = this.#statements;
    const rows = this.#try(() => (state === undefined ? list.all(limit) : listState.all(state, limit)));
    return rows.map((row) => toSession(row as unknown as SessionRow));
  }

  async update(sessionId: string, owner: string, patch: SessionPatch): Promise<void> {
    const { state, checkpoint, revision } = patch;
    const values = [state ?? null, toJson(checkpoint), revision ?? null];
    const { changes } = this.#try(() => this.#statements.update.run(...values, Date.now(), sessionId, owner));
    if (changes === 0 && this.#writing(sessionId) !== undefined) throw elsewhere(sessionId);
  }

  async append(
    sessionId: string,
    owner: string,
    events: readonly SessionEvent[],
  ): Promise<readonly StoredEvent[]> {
    return this.#try(() => this.#inTransaction(() => this.#append(sessionId, owner, events)));
  }

  async take({
    sessionId,
    owner,
    leaseMs,
    onlyDue = false,
  }: TakeRequest): Promise<StoredSession | undefined> {
    const values = { sessionId, owner, leaseMs, nowMs: Date.now(), onlyDue: Number(onlyDue) };
    const row = this.#try(() => this.#statements.take.get(values));
    return row === undefined ? undefined : toSession(row as unknown as SessionRow);
  }

  async renew(owner: string, sessionIds: readonly string[], leaseMs: number): Promise<string[]> {
    if (sessionIds.length === 0) return []; // no write lock for nothing
    const untilMs = Date.now() + leaseMs;
    const isLost = (sessionId: string) => this.#statements.renew.run(untilMs, sessionId, owner).changes === 0;
    return this.#try(() => this.#inTransaction(() => sessionIds.filter(isLost)));
  }

  async release(sessionId: string, owner: string, waitMs: number): Promise<void> {
    const nowMs = Date.now();
    this.#try(() => this.#statements.release.run(nowMs + waitMs, nowMs, sessionId, owner));
  }

  async due(limit: number): Promise<StoredSession[]> {
    const rows = this.#try(() => this.#statements.due.all(Date.now(), limit));
    return rows.map((row) => toSession(row as unknown as SessionRow));
  }

  /** Ends every lease: for a server that is known to be the only one, whose sessions are all of an earlier life. */
  async expireLeases(): Promise<void> {
    this.#try(() => this.#statements.expireLeases.run());
  }

  async read(sessionId: string, afterSequence: number, limit = -1): Promise<StoredEvent[]> {
    const rows = this.#try(() => this.#statements.read.all(sessionId, afterSequence, limit));
    return (rows as unknown as EventRow[]).map(({ sequence, timeMs, event }) => ({
      sequence,
      timeMs,
      event: JSON.parse(event) as SessionEvent,
    }));
  }

  async lastSequence(sessionId: string): Promise<number> {
    return this.#writing(sessionId)?.lastSequence ?? 0;
  }

  async remove(sessionId: string): Promise<void> {
    this.#try(() => this.#statements.remove.run(sessionId));
  }

  async ping(): Promise<void> {
    this.#try(() => this.#statements.list.all(1));
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  #append(sessionId: string, owner: string, events: readonly SessionEvent[]): StoredEvent[] {
    const writing = this.#writing(sessionId);
    if (writing === undefined) {
      throw new FlowError("session.unknown", { message: `There is no session ${sessionId}.` });
    }
    if (writing.owner !== owner) throw elsewhere(sessionId);
    const last = writing.lastSequence;
    const timeMs = Date.now();
    const stored = events.map((event, at) => ({ sequence: last + 1 + at, timeMs, event }));
    for (const { sequence, event } of stored) {
      this.#statements.insertEvent.run(sessionId, sequence, timeMs, JSON.stringify(event));
    }
    this.#statements.advance.run(last + stored.length, timeMs, sessionId);
    return stored;
  }

  /** What a writer has to know of a session; undefined when there is none. */
  #writing(sessionId: string): { readonly lastSequence: number; readonly owner: string | null } | undefined {
    const row = this.#try(() => this.#statements.writing.get(sessionId));
    return row as unknown as { lastSequence: number; owner: string | null } | undefined;
  }

  #inTransaction<Result>(work: () => Result): Result {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk may have rolled it back already.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #try<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw toFlowError(error, "store.unavailable", { field: this.#path });
    }
  }
}

interface SessionRow extends Omit<StoredSession, "language" | "targetLanguages" | "checkpoint" | "owner"> {
  readonly language: string | null;
  readonly targetLanguages: string | null;
  readonly checkpoint: string | null;
  readonly owner: string | null;
}

interface EventRow {
  readonly sequence: number;
  readonly timeMs: number;
  readonly event: string;
}

/** Transcripts are private: what is made here is its owner's alone. SQLite gives its other files the same mode. */
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
}

function toSession({ language, targetLanguages, checkpoint, owner, ...same }: SessionRow): StoredSession {
  return {
    ...same,
    language: language ?? undefined,
    targetLanguages: targetLanguages === null ? undefined : (JSON.parse(targetLanguages) as string[]),
    checkpoint: checkpoint === null ? undefined : (JSON.parse(checkpoint) as Checkpoint),
    owner: owner ?? undefined,
  };
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
