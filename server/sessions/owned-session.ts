import type { SessionEvent } from "#engine/protocol/session-event.ts";
import { elsewhere, type SessionPatch, type SessionStore, type StoredEvent } from "./store.ts";

/** What a session that this server has is written with. */
export interface OwnedSessionOptions {
  readonly store: Pick<SessionStore, "append" | "update" | "release">;
  readonly sessionId: string;
  /** Id of this server. */
  readonly owner: string;
  /** How long it waits for its client once it is released, in ms. */
  readonly waitMs: number;
  /** Called once when another server has it. */
  readonly lost: () => void;
}

/**
 * A session as the server writes to it that has it. Once the store has refused a write, or another server is known to
 * have taken it, it is lost for good: nothing is written any more, and the reason is given once.
 */
export class OwnedSession {
  readonly sessionId: string;
  /** Called once, with the reason in words. */
  onLost: ((reason: string) => void) | undefined;
  readonly #options: OwnedSessionOptions;
  #isLost = false;
  #isReleased = false;

  constructor(options: OwnedSessionOptions) {
    this.sessionId = options.sessionId;
    this.#options = options;
  }

  /** Whether another server has it. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** See {@link SessionStore.append}. */
  append(events: readonly SessionEvent[]): Promise<readonly StoredEvent[]> {
    const { store, sessionId, owner } = this.#options;
    return this.#written(() => store.append(sessionId, owner, events));
  }

  /** See {@link SessionStore.update}. */
  update(patch: SessionPatch): Promise<void> {
    const { store, sessionId, owner } = this.#options;
    return this.#written(() => store.update(sessionId, owner, patch));
  }

  /** Lets it wait for its client, and for any server that the client comes to. */
  release(): Promise<void> {
    const { store, sessionId, owner, waitMs } = this.#options;
    this.#isReleased = true;
    return this.#written(() => store.release(sessionId, owner, waitMs));
  }

  /** Another server has it. No effect on one that was released, or lost before. */
  lose(reason: string): void {
    if (this.#isLost || this.#isReleased) return;
    this.#isLost = true;
    this.#options.lost();
    this.onLost?.(reason);
  }

  async #written<Result>(write: () => Promise<Result>): Promise<Result> {
    if (this.#isLost) throw elsewhere(this.sessionId);
    try {
      return await write();
    } catch (error) {
      if ((error as { code?: unknown }).code === "session.elsewhere") this.lose("The store refused a write.");
      throw error;
    }
  }
}
