import { setTimeout as sleep } from "node:timers/promises";
import { FlowError } from "#engine/errors.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { Leases, newOwnerId } from "./leases.ts";
import { OwnedSession } from "./owned-session.ts";
import type { CaptionPublisher } from "./service.ts";
import { elsewhere, isOver, type SessionStore, type StoredSession } from "./store.ts";
import { WorkByKey } from "./work-by-key.ts";

/** What claims work with. */
export interface ClaimsOptions {
  readonly store: SessionStore;
  readonly publisher: CaptionPublisher;
  /** A logger for one session, or for all of them. */
  readonly logger: (sessionId?: string) => Logger;
  /** Called with a session that was found without its server, or lost to another. */
  readonly moved: ((how: "found" | "lost") => void) | undefined;
  /** How long a session waits for its client, in ms. */
  readonly waitMs: number;
  /** How long after a kill of this server the others leave its sessions alone, in ms. */
  readonly leaseMs: number;
  /** The sessions that run here. */
  readonly running: ReadonlyMap<string, { readonly owned: OwnedSession }>;
}

/**
 * Which sessions this server has, and what becomes of those that nobody has any more: a session whose server is gone
 * waits for its client, who may come to any server; one whose client stays away is ended. Several servers on one store
 * do all of that once, for each of it begins with a compare-and-set.
 */
export class Claims {
  /** Id of this server in the store. */
  readonly owner = newOwnerId();
  readonly #options: ClaimsOptions;
  readonly #leases: Leases;
  readonly #inOrder = new WorkByKey();
  /** Before that no session is ended for having waited too long: no server may have been there to come back to. */
  #hasRecovered = false;
  #isClosed = false;

  constructor(options: ClaimsOptions) {
    this.#options = options;
    const { store, leaseMs, running, logger } = options;
    this.#leases = new Leases({
      ...{ store, leaseMs, owner: this.owner, log: logger() },
      held: () => [...running.keys()],
      lost: (sessionId, reason) => running.get(sessionId)?.owned.lose(reason),
      due: (session) => this.#settle(session),
    });
  }

  /** Finds what is without a server, now and from now on. @returns how many sessions wait for their clients */
  async recover(): Promise<number> {
    await this.#leases.settleDue();
    this.#hasRecovered = true;
    this.#leases.start();
    const waiting = await this.#options.store.list({ state: "waiting", limit: 100_000 });
    return waiting.filter(({ owner }) => owner === undefined).length;
  }

  /** What this server writes a session with; its lease is renewed as long as it runs. */
  hold(sessionId: string): OwnedSession {
    this.#leases.start();
    const { store, waitMs, moved } = this.#options;
    return new OwnedSession({ store, sessionId, owner: this.owner, waitMs, lost: () => moved?.("lost") });
  }

  /** Runs work that takes, runs or ends a session; other such work of the same session waits for it. */
  inOrder<Result>(sessionId: string, work: () => Promise<Result>): Promise<Result> {
    return this.#inOrder.run(sessionId, work);
  }

  /**
   * Takes a session that a client wants to go on with. Another server may have it until its lease runs out: a client
   * that comes back right after a kill waits for that.
   * @throws {FlowError} `session.elsewhere` when the other server lives; `session.unknown`, `session.over`
   */
  async take({ sessionId, owner: before }: StoredSession): Promise<StoredSession> {
    const { store, leaseMs, moved } = this.#options;
    const untilMs = performance.now() + 1.5 * leaseMs;
    for (;;) {
      if (this.#isClosed) throw elsewhere(sessionId);
      const taken = await store.take({ sessionId, owner: this.owner, leaseMs });
      if (taken !== undefined) {
        if (before !== undefined && before !== this.owner) moved?.("found");
        return taken;
      }
      const stored = await store.get(sessionId);
      if (stored === undefined) throw new FlowError("session.unknown", { field: "resume.sessionId" });
      if (isOver(stored)) throw new FlowError("session.over", { field: "resume.sessionId" });
      if (performance.now() > untilMs) throw elsewhere(sessionId);
      await sleep(leaseMs / 10);
    }
  }

  /** Lets a session wait that was taken and could not be run. */
  release(sessionId: string): Promise<void> {
    return this.#options.store.release(sessionId, this.owner, this.#options.waitMs);
  }

  /** Takes no more sessions. Those that run are renewed until `close`. */
  refuse(): void {
    this.#isClosed = true;
  }

  /** Renews nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#leases.stop();
  }

  #settle(found: StoredSession): Promise<void> {
    const { sessionId, owner } = found;
    const { store, running, leaseMs, moved, logger } = this.#options;
    return this.#inOrder.run(sessionId, async () => {
      if (running.has(sessionId)) return;
      if ((await store.take({ sessionId, owner: this.owner, leaseMs, onlyDue: true })) === undefined) return;
      if (owner === undefined && this.#hasRecovered) return this.#endUnclaimed(sessionId);
      await this.release(sessionId);
      if (owner === undefined) return;
      moved?.("found");
      logger(sessionId).info("session waits: its server is gone", { owner });
    });
  }

  async #endUnclaimed(sessionId: string): Promise<void> {
    const { store, publisher, logger } = this.#options;
    try {
      await store.append(sessionId, this.owner, [{ type: "state", state: "ended" }]);
      await store.update(sessionId, this.owner, { state: "ended" });
      publisher.end(sessionId, await store.lastSequence(sessionId));
    } catch (error) {
      logger(sessionId).warn("an interrupted session could not be ended", { reason: String(error) });
    }
  }
}
