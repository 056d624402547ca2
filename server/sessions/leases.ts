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
  /** Told of a session that another server has, with the reason in words. */
  readonly lost: (sessionId: string, reason: string) => void;
  /** What is to be done with a session whose server is gone, or that has waited long enough. */
  readonly due: (session: StoredSession) => Promise<void>;
  readonly log: Logger;
}

/**
 * Renews the leases of this server's sessions three times as often as need be, and finds those of others that ran out.
 * A server that has not reached the store itself for longer than a lease was hung, or the store was away: then the
 * others may be as late, so it lets one more lease go by before it calls anybody gone.
 */
export class Leases {
  readonly #options: LeasesOptions;
  #timer: NodeJS.Timeout | undefined;
  #isOn = false;
  /** When the store last answered, on the clock of `performance`. */
  #answeredMs = 0;
  #patientUntilMs = 0;
  #hasFailed = false;

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /** Begins, where it has not yet. */
  start(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#answeredMs = performance.now();
    this.#next();
  }

  /** What is under way comes to its end; nothing follows. */
  stop(): void {
    this.#isOn = false;
    clearTimeout(this.#timer);
  }

  /** Does what is due now, all of it. */
  async settleDue(): Promise<void> {
    const { store, due } = this.#options;
    const found = await store.due(dueAtOnce);
    for (let at = 0; at < found.length; at += sideBySide) {
      await Promise.all(found.slice(at, at + sideBySide).map(due));
    }
    if (found.length === dueAtOnce) await this.settleDue();
  }

  #next(): void {
    if (!this.#isOn) return;
    this.#timer = setTimeout(() => void this.#round(), this.#options.leaseMs / 3);
    this.#timer.unref(); // it is no reason for a process to live
  }

  async #round(): Promise<void> {
    try {
      await this.#renew();
      if (this.#isOn && performance.now() >= this.#patientUntilMs) await this.settleDue();
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        this.#options.log.warn("leases could not be renewed; it is tried again", { reason: String(error) });
      }
      this.#hasFailed = true;
    }
    this.#next();
  }

  async #renew(): Promise<void> {
    const { store, owner, leaseMs, held, lost } = this.#options;
    const gone = await store.renew(owner, held(), leaseMs);
    const nowMs = performance.now();
    const silentMs = Math.round(nowMs - this.#answeredMs);
    this.#answeredMs = nowMs;
    if (silentMs > leaseMs) this.#patientUntilMs = nowMs + leaseMs;
    for (const sessionId of gone) lost(sessionId, `Its lease had not been renewed for ${silentMs} ms.`);
  }
}
