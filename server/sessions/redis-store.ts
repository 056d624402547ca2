import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { FlowError, toFlowError } from "#engine/errors.ts";
import type { SessionEvent, SessionState } from "#engine/protocol/session-event.ts";
import { type Logger, silentLogger } from "#engine/runtime/logger.ts";
import { fromHash, toHash, toJson, toStoredEvent } from "./redis-fields.ts";
import {
  addLeasesScript,
  appendScript,
  createScript,
  dueScript,
  releaseScript,
  removeScript,
  renewScript,
  takeScript,
  updateScript,
} from "./redis-scripts.ts";
import {
  elsewhere,
  type NewSession,
  type SessionPatch,
  type SessionStore,
  type StoredEvent,
  type StoredSession,
  type TakeRequest,
} from "./store.ts";
import { within } from "./within.ts";
import { WorkByKey } from "./work-by-key.ts";

/** How long Redis may take to be there at the start. */
const startDeadlineMs = 5000;
/** How long it may take to answer a health check or a goodbye. */
const answerDeadlineMs = 1000;
const longestReconnectDelayMs = 1000;

const sessionKeyPrefix = "patchbay:session:";
const sessionKey = (sessionId: string) => sessionKeyPrefix + sessionId;
const eventsKey = (sessionId: string) => `patchbay:events:${sessionId}`;
const allSessionsKey = "patchbay:sessions";
const stateKeyPrefix = "patchbay:sessions:";
/** Every session that is not over, by when its lease or its wait ends. */
const leasesKey = "patchbay:leases";

/**
 * Sessions in Redis (6.2 or newer, one server, no cluster): a hash a session, sorted sets by age for the lists, and a
 * stream a session whose entry ids are the events' numbers (`7-0`). Several servers may share it.
 *
 * When the connection breaks, everything waits until Redis is back; what was on the way is sent again, and a batch
 * that was in already is not appended twice: the session's hash remembers each writer's last batch, and a writer has
 * one change of a session on the way at a time.
 *
 * Durability is Redis' own. It has to run with `appendonly yes` (its default of snapshots loses minutes) and
 * `maxmemory-policy noeviction`. `appendfsync always` keeps all that was acknowledged, whatever is killed, at one fsync a
 * round of commands; `everysec` keeps it when only the process dies, and loses up to a second with the machine.
 */
export class RedisStore implements SessionStore {
  readonly #redis: Redis;
  readonly #host: string;
  /** Hash field with the last batch of this store object. */
  readonly #writerField = `writer:${randomUUID()}`;
  readonly #changes = new WorkByKey();
  #lastBatch = 0;
  #lastError = "";
  /** Undefined until it was there once. */
  #isConnected: boolean | undefined;
  #ping: Promise<unknown> | undefined;
  #closed: Promise<void> | undefined;
  /** Rejects what waits for a reply. */
  readonly #waiting = new Set<(reason: FlowError) => void>();

  private constructor(url: string, log: Logger) {
    this.#host = URL.canParse(url) ? new URL(url).host : "the address given"; // never with a password
    this.#redis = new Redis(url, {
      maxRetriesPerRequest: null,
      retryStrategy: (attempt) => Math.min(50 * attempt, longestReconnectDelayMs),
    });
    this.#redis.on("error", (error: Error) => {
      this.#lastError = error.message;
    });
    this.#logConnection(log);
  }

  /**
   * Connects.
   * @param url such as redis://user:password@host:6379/0
   * @param log written to once when the connection is lost, and once when it is back
   * @throws {FlowError} `store.unavailable` when Redis has not answered within 5 s
   */
  static async open(url: string, log: Logger = silentLogger): Promise<RedisStore> {
    const store = new RedisStore(url, log);
    try {
      await store.#answered(store.#redis.ping(), startDeadlineMs);
      await store.#answered(store.#addLeases(), startDeadlineMs);
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  async create(session: NewSession, leaseMs: number): Promise<StoredSession> {
    const { sessionId, state, createdMs } = session;
    const creation = randomUUID();
    const keys = [sessionKey(sessionId), allSessionsKey, stateKeyPrefix + state, leasesKey];
    const fields = Object.entries({ ...toHash(session), lastSequence: 0, creation }).flat();
    const values = [creation, createdMs, sessionId, leaseMs, ...fields];
    const leaseUntilMs = await this.#change(sessionId, createScript, keys, values);
    if (leaseUntilMs === 0) throw new Error(`There is a session ${sessionId} already.`);
    return { ...session, leaseUntilMs };
  }

  async get(sessionId: string): Promise<StoredSession | undefined> {
    return fromHash(await this.#ask(this.#redis.hgetall(sessionKey(sessionId))));
  }

  async list({ limit, state }: { limit: number; state?: SessionState }): Promise<StoredSession[]> {
    if (limit < 1) return [];
    const key = state === undefined ? allSessionsKey : stateKeyPrefix + state;
    const sessionIds = await this.#ask(this.#redis.zrange(key, 0, String(limit - 1), "REV"));
    return this.#getAll(sessionIds);
  }

  async update(sessionId: string, owner: string, patch: SessionPatch): Promise<void> {
    const { state, checkpoint, revision } = patch;
    const changes = [state ?? "", toJson(checkpoint), toJson(revision)];
    const values = [Date.now(), sessionId, stateKeyPrefix, owner, ...changes];
    const done = await this.#change(sessionId, updateScript, [sessionKey(sessionId), leasesKey], values);
    if (done < 0) throw elsewhere(sessionId);
  }

  async append(
    sessionId: string,
    owner: string,
    events: readonly SessionEvent[],
  ): Promise<readonly StoredEvent[]> {
    const timeMs = Date.now();
    const batch = [owner, this.#writerField, ++this.#lastBatch, timeMs];
    const values = [...batch, ...events.map((event) => JSON.stringify(event))];
    const keys = [sessionKey(sessionId), eventsKey(sessionId)];
    const first = await this.#change(sessionId, appendScript, keys, values);
    if (first === -2) throw elsewhere(sessionId);
    if (first < 0) throw new FlowError("session.unknown", { message: `There is no session ${sessionId}.` });
    return events.map((event, at) => ({ sequence: first + at, timeMs, event }));
  }

  async take({
    sessionId,
    owner,
    leaseMs,
    onlyDue = false,
  }: TakeRequest): Promise<StoredSession | undefined> {
    const keys = [sessionKey(sessionId), leasesKey];
    const values = [sessionId, owner, leaseMs, onlyDue ? "1" : ""];
    const isTaken = (await this.#change(sessionId, takeScript, keys, values)) === 1;
    return isTaken ? this.get(sessionId) : undefined; // from here on nobody else changes it
  }

  async renew(owner: string, sessionIds: readonly string[], leaseMs: number): Promise<string[]> {
    if (sessionIds.length === 0) return [];
    const keys = [leasesKey, ...sessionIds.map(sessionKey)];
    return (await this.#eval(renewScript, keys, [owner, leaseMs, ...sessionIds])) as string[];
  }

  async release(sessionId: string, owner: string, waitMs: number): Promise<void> {
    const values = [sessionId, owner, waitMs, Date.now(), stateKeyPrefix];
    await this.#change(sessionId, releaseScript, [sessionKey(sessionId), leasesKey], values);
  }

  async due(limit: number): Promise<StoredSession[]> {
    return this.#getAll((await this.#eval(dueScript, [leasesKey], [limit])) as string[]);
  }

  async read(sessionId: string, afterSequence: number, limit?: number): Promise<StoredEvent[]> {
    if (limit !== undefined && limit < 1) return [];
    const [key, from] = [eventsKey(sessionId), `${afterSequence + 1}-0`];
    const entries = await this.#ask(
      limit === undefined
        ? this.#redis.xrange(key, from, "+")
        : this.#redis.xrange(key, from, "+", "COUNT", limit),
    );
    return entries.map(toStoredEvent);
  }

  async lastSequence(sessionId: string): Promise<number> {
    return Number(await this.#ask(this.#redis.hget(sessionKey(sessionId), "lastSequence")));
  }

  async remove(sessionId: string): Promise<void> {
    const keys = [sessionKey(sessionId), eventsKey(sessionId), allSessionsKey, leasesKey];
    await this.#change(sessionId, removeScript, keys, [sessionId, stateKeyPrefix]);
  }

  async ping(): Promise<void> {
    // Without a connection a ping would wait for one; a check must not, nor pile up pings.
    if (this.#redis.status !== "ready") throw this.#unavailable("It is not connected.");
    this.#ping ??= this.#redis.ping().finally(() => {
      this.#ping = undefined;
    });
    await this.#answered(this.#ping, answerDeadlineMs);
  }

  /** What was sent gets its answer first, within a second; what still waits then is rejected. */
  close(): Promise<void> {
    this.#closed ??= this.#disconnect();
    return this.#closed;
  }

  #logConnection(log: Logger): void {
    this.#redis.on("ready", () => {
      if (this.#isConnected === false) log.info("Redis is back: sessions go on", { redis: this.#host });
      this.#isConnected = true;
    });
    // Comes with every attempt that fails, too, and with a goodbye.
    this.#redis.on("close", () => {
      if (this.#isConnected !== true || this.#closed !== undefined) return;
      this.#isConnected = false;
      log.warn("Redis is lost: sessions wait until it is back", { redis: this.#host });
    });
  }

  async #disconnect(): Promise<void> {
    if (this.#redis.status === "ready") {
      await this.#answered(this.#redis.quit(), answerDeadlineMs).catch(() => {});
    }
    this.#redis.disconnect();
    // ioredis never settles what waits for a connection that is given up while there is none.
    for (const reject of this.#waiting) reject(this.#unavailable("The store was closed."));
  }

  #change(
    sessionId: string,
    script: string,
    keys: readonly string[],
    values: readonly (string | number)[],
  ): Promise<number> {
    return this.#changes.run(sessionId, async () => (await this.#eval(script, keys, values)) as number);
  }

  #eval(script: string, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    // EVAL, not EVALSHA: a server that was started again does not know the script, and it is shorter than the events.
    return this.#ask(this.#redis.eval(script, keys.length, ...keys, ...values));
  }

  async #getAll(sessionIds: readonly string[]): Promise<StoredSession[]> {
    const sessions = await Promise.all(sessionIds.map((sessionId) => this.get(sessionId)));
    return sessions.filter((session) => session !== undefined); // one may have been removed meanwhile
  }

  #addLeases(): Promise<unknown> {
    const keys = [leasesKey, `${stateKeyPrefix}live`, `${stateKeyPrefix}waiting`];
    return this.#eval(addLeasesScript, keys, [sessionKeyPrefix]);
  }

  /** Waits for a reply, and no longer than until the store is closed. */
  async #ask<Reply>(reply: Promise<Reply>): Promise<Reply> {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    reply.then(resolve, reject);
    this.#waiting.add(reject);
    if (this.#closed !== undefined && this.#redis.status !== "ready")
      reject(this.#unavailable("It was closed."));
    try {
      return await promise;
    } catch (error) {
      throw toFlowError(error, "store.unavailable", { field: this.#host });
    } finally {
      this.#waiting.delete(reject);
    }
  }

  async #answered(reply: Promise<unknown>, deadlineMs: number): Promise<void> {
    const late = () => this.#unavailable(`It has not answered for ${deadlineMs} ms.`);
    await within(this.#ask(reply), deadlineMs, late);
  }

  #unavailable(reason: string): FlowError {
    const message = `Redis at ${this.#host} does not answer. ${reason} ${this.#lastError}`.trimEnd();
    return new FlowError("store.unavailable", { field: this.#host, message });
  }
}
