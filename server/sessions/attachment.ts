import type { Failure, LiveSession } from "./live-session.ts";
import type { AudioAttachment } from "./service.ts";

/** See {@link AudioAttachment}. */
export class Attachment implements AudioAttachment {
  readonly sessionId: string;
  readonly secret: string;
  readonly offsetSamples: number;
  readonly clockRateHz: number;
  onAck: ((safeSamples: number) => void) | undefined;
  onEnd: ((failure: Failure | undefined) => void) | undefined;
  readonly #live: LiveSession;
  readonly #detached: () => void;
  #ended = false;

  constructor(sessionId: string, secret: string, live: LiveSession, detached: () => void) {
    this.sessionId = sessionId;
    this.secret = secret;
    this.offsetSamples = live.feed.endSamples;
    this.clockRateHz = live.feed.clockRateHz;
    this.#live = live;
    this.#detached = detached;
    live.onSafe = (safeSamples) => this.onAck?.(safeSamples);
  }

  push(samples: Float32Array, sampleRateHz: number): void {
    if (!this.#ended) this.#live.feed.push(samples, sampleRateHz);
  }

  async stop(): Promise<void> {
    if (!this.#ended) this.#live.stop();
    await this.#live.over;
  }

  detach(): void {
    if (!this.#ended) this.#detached();
  }

  /** The session is over, or another client feeds it: nothing of this one counts any more. */
  end(failure: Failure | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.onEnd?.(failure);
  }
}
