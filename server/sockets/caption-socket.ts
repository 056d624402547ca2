import { captionStreamVersion } from "#engine/protocol/caption-stream.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import type { SessionStore } from "#server/sessions/store.ts";
import { type CaptionHub, type CaptionListener, captionFrame, eventFrame } from "./caption-hub.ts";
import type { SocketRoute } from "./guard.ts";
import type { Outbox } from "./outbox.ts";

/** Events read from the store at a time: a long history neither fills the outbox nor holds up others. */
const pageEvents = 100;

/** What a caption socket works with. */
export interface CaptionSocketOptions {
  readonly hub: CaptionHub;
  readonly store: Pick<SessionStore, "get" | "lastSequence" | "read">;
  readonly log: Logger;
}

/**
 * One listener on `/ws/captions/:session`. It joins the hub first and reads the store then. Until it has read up to
 * the last number that it had, it takes from the store only; every event is stored before it is published, so none can
 * fall in between. After that it takes what is published, by number: nothing doubled, and a gap sends it back to the store.
 */
export class CaptionSocket implements CaptionListener {
  readonly #outbox: Outbox;
  readonly #options: CaptionSocketOptions;
  readonly #sessionId: string;
  /** Number of the last event that the client has. */
  #sent: number;
  /** Number of the last event received. */
  #latest = 0;
  #isLive = false;
  #isOver = false;

  constructor(outbox: Outbox, route: SocketRoute & { kind: "captions" }, options: CaptionSocketOptions) {
    this.#outbox = outbox;
    this.#options = options;
    this.#sessionId = route.sessionId;
    this.#sent = route.after;
    options.hub.join(route.sessionId, this);
    void this.#orClose(() => this.#open());
  }

  /** The connection is gone. */
  closed(): void {
    this.#options.hub.leave(this.#sessionId, this);
  }

  event(sequence: number, frame: Buffer): void {
    this.#latest = sequence;
    if (!this.#isLive) return;
    if (sequence === this.#sent + 1) {
      this.#sent = sequence;
      this.#outbox.send(frame);
    } else void this.#orClose(() => this.#catchUp());
  }

  partial(frame: Buffer): void {
    if (this.#isLive) this.#outbox.offer(frame);
  }

  end(lastSequence: number): void {
    this.#isOver = true;
    this.#latest = Math.max(this.#latest, lastSequence);
    if (!this.#isLive) return;
    if (this.#sent < lastSequence) void this.#orClose(() => this.#catchUp());
    else this.#finish();
  }

  async #open(): Promise<void> {
    const { store } = this.#options;
    const sessionId = this.#sessionId;
    const [session, sequence] = await Promise.all([store.get(sessionId), store.lastSequence(sessionId)]);
    if (session === undefined) {
      this.#outbox.close(4404, "There is no session of this id.");
      return;
    }
    const { state } = session;
    this.#isOver ||= state === "ended" || state === "failed";
    this.#latest = Math.max(this.#latest, sequence);
    this.#sent = Math.min(this.#sent, sequence); // a number from a store that was lost would hide what is new
    this.#outbox.send(
      captionFrame({ type: "hello", version: captionStreamVersion, sessionId, sequence, state }),
    );
    await this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    this.#isLive = false;
    while (this.#sent < this.#latest) {
      const page = await this.#options.store.read(this.#sessionId, this.#sent, pageEvents);
      if (page.length === 0) throw new Error(`event ${this.#sent + 1} is not in the store`);
      for (const stored of page) {
        this.#outbox.send(eventFrame(stored));
        this.#sent = stored.sequence;
      }
      await this.#outbox.drained(); // a slow client is to get a long history, and not to be cut for it
      if (!this.#outbox.isOpen) return;
    }
    this.#isLive = true;
    if (this.#isOver) this.#finish();
  }

  #finish(): void {
    this.#outbox.send(captionFrame({ type: "end", sequence: this.#sent }));
    this.#outbox.close(1000);
  }

  /** A store that fails closes the connection: the client comes back with the number that it has. */
  async #orClose(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { log } = this.#options;
      log.warn("captions could not be read", { sessionId: this.#sessionId, reason: String(error) });
      this.#outbox.close(1011, "The session cannot be read now. Connect again.");
    }
  }
}
