import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Logger } from "#engine/runtime/logger.ts";
import type { SessionStore, StoredSession } from "./store.ts";

/** How long a server has its sessions without renewing, in ms: so long nobody touches them after a kill. */
export const defaultLeaseMs = 3000;

/** Sessions looked at in one round; after a kill of a large server the next round follows at once. */
const dueAtOnce = 1000;
/** Of these, worked on at once: a store far away answers them side by side. */
const sideBySide = 64;

/** An id for this server process: no other has it, and people see which one is meant. */
export function newOwnerId(): string {
  return `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`;
}

/** What leases work with. */
export interface LeasesOptions {
  readonly store: Pick<SessionStore, "renew" | "due">;
  readonly owner: string;
  readonly leaseMs: number;
  /** Ids of the sessions that run here. */
  readonly held: () => readonly string[];
  /** Called with a session that another server has, with the reason in words. */
  readonly lost: (sessionId: string, reason: string) => void;
  /** What is to be done with a session whose server is gone, or that has waited long enough. */
  readonly due: (session: StoredSession) => Promise<void>;
  readonly log: Logger;
}

/**
 * Renews the leases of this server's sessions three times as often as need be, and finds those of others that ran out.
 * A server that the store has not answered for half a lease was hung, or the store was away: then the others may be as
 * late, so it lets one more lease go by before it calls anybody gone. And it looks twice: where the store's clock was
 * put forward, whoever lives has renewed by the second look.
 */
export class Leases {
  readonly #options: LeasesOptions;
  #timer: NodeJS.Timeout | undefined;
  #isOn = false;
  #isStopped = false;
  /** When the store last answered, on the clock of `performance`. */
  #answeredMs = 0;
  #patientUntilMs = 0;
  /** Sessions of servers that seemed gone at the last look, by id, with the lease that had run out. */
  #suspects: ReadonlyMap<string, number> = new Map();
  #hasFailed = false;

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /** Begins, where it has not yet. No effect after `stop`. */
  start(): void {
    if (this.#isOn || this.#isStopped) return;
    this.#isOn = true;
    this.#answeredMs = performance.now();
    this.#nextIn(this.#everyMs);
  }

  /** What is under way comes to its end; nothing follows. */
  stop(): void {
    this.#isOn = false;
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Does what is due now, all of it. */
  async settleDue(): Promise<void> {
    while (await this.#settle(await this.#options.store.due(dueAtOnce))) {}
  }

  get #everyMs(): number {
    return this.#options.leaseMs / 3;
  }

  #nextIn(ms: number): void {
    if (!this.#isOn) return;
    this.#timer = setTimeout(() => void this.#round(), ms);
    this.#timer.unref(); // it is no reason for a process to live
  }

  async #round(): Promise<void> {
    let isMore = false;
    try {
      await this.#renew();
      const found = await this.#options.store.due(dueAtOnce); // also while it is patient: it asks whether the store is there
      this.#noteAnswer();
      const gone = this.#seenTwice(found);
      if (this.#isOn && performance.now() >= this.#patientUntilMs) isMore = await this.#settle(gone);
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        this.#options.log.warn("leases could not be renewed; it is tried again", { reason: String(error) });
      }
      this.#hasFailed = true;
    }
    this.#nextIn(isMore ? 0 : this.#everyMs); // its own are renewed first, however many others there are
  }

  async #renew(): Promise<void> {
    const { store, owner, leaseMs, held, lost } = this.#options;
    const sessionIds = held();
    if (sessionIds.length === 0) return; // the store would not be asked
    const gone = await store.renew(owner, sessionIds, leaseMs);
    const silentMs = this.#noteAnswer();
    for (const sessionId of gone) lost(sessionId, `Its lease had not been renewed for ${silentMs} ms.`);
  }

  #seenTwice(found: readonly StoredSession[]): readonly StoredSession[] {
    const before = this.#suspects;
    this.#suspects = new Map(found.map(({ sessionId, leaseUntilMs }) => [sessionId, leaseUntilMs]));
    return found.filter(({ sessionId, owner, leaseUntilMs }) => {
      return owner === undefined || before.get(sessionId) === leaseUntilMs;
    });
  }

  /** @returns how long the store had not answered, in ms */
  #noteAnswer(): number {
    const { leaseMs } = this.#options;
    const nowMs = performance.now();
    const silentMs = nowMs - this.#answeredMs;
    this.#answeredMs = nowMs;
    // A lease that was renewed a third of it before the store went away is over two thirds later.
    if (silentMs > leaseMs / 2) this.#patientUntilMs = nowMs + leaseMs;
    return Math.round(silentMs);
  }

  /** @returns whether there may be more */
  async #settle(found: readonly StoredSession[]): Promise<boolean> {
    for (let at = 0; at < found.length; at += sideBySide) {
      await Promise.all(found.slice(at, at + sideBySide).map(this.#options.due));
    }
    return found.length === dueAtOnce;
  }
}
