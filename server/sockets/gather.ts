import { msToSamples } from "#engine/media-time.ts";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";

const nothing = Buffer.alloc(0);
/** A session's feed waits for as much before it gives anything away, so nothing comes later for this. */
const gatherMs = 100;

/**
 * Joins a client's small messages of PCM: decoding and pushing have a price, and frames of 20 ms would pay it five
 * times. Encoded audio goes through as it comes.
 */
export class Gather {
  readonly #wantedBytes: number;
  #room = nothing;
  #bytes = 0;

  constructor({ format, sampleRateHz, channels }: AudioHello) {
    const sampleBytes = format === "pcm-f32le" ? 4 : 2;
    this.#wantedBytes =
      format === "webm-opus" ? 0 : Math.ceil(msToSamples(gatherMs, sampleRateHz)) * channels * sampleBytes;
  }

  /**
   * Takes a message; answers all that was gathered once it is long enough, in memory that the next call writes to:
   * the garbage collector would otherwise have most to do for it. `giveAway` before, where it is kept for longer.
   */
  add(bytes: Buffer): Buffer | undefined {
    if (this.#bytes === 0 && bytes.length >= this.#wantedBytes) return bytes;
    if (this.#bytes + bytes.length > this.#room.length) this.#grow(bytes.length);
    this.#room.set(bytes, this.#bytes);
    this.#bytes += bytes.length;
    return this.#bytes < this.#wantedBytes ? undefined : this.take();
  }

  /** What was gathered so far, if anything; in the same memory. */
  take(): Buffer | undefined {
    if (this.#bytes === 0) return undefined;
    const gathered = this.#room.subarray(0, this.#bytes);
    this.#bytes = 0;
    return gathered;
  }

  /** Leaves what was answered last to whoever has it. */
  giveAway(): void {
    this.#room = nothing;
  }

  #grow(byBytes: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#wantedBytes, this.#bytes) + byBytes);
    larger.set(this.#room.subarray(0, this.#bytes));
    this.#room = larger;
  }
}
