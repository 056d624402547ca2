import type { AudioHello } from "#engine/protocol/audio-stream.ts";

/** A session's feed waits for as much before it gives anything away, so nothing comes later for this. */
const gatherMs = 100;

/**
 * Joins a client's small messages of PCM: decoding and pushing have a price, and frames of 20 ms would pay it five
 * times. Encoded audio goes through as it comes.
 */
export class Gather {
  readonly #wantedBytes: number;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor({ format, sampleRateHz, channels }: AudioHello) {
    const sampleBytes = format === "pcm-f32le" ? 4 : 2;
    this.#wantedBytes =
      format === "webm-opus" ? 0 : Math.ceil((sampleRateHz * gatherMs) / 1000) * channels * sampleBytes;
  }

  /** Takes a message; answers all that was gathered once it is long enough. */
  add(bytes: Buffer): Buffer | undefined {
    this.#parts.push(bytes);
    this.#bytes += bytes.length;
    return this.#bytes < this.#wantedBytes ? undefined : this.take();
  }

  /** What was gathered so far, if anything. */
  take(): Buffer | undefined {
    const [first] = this.#parts;
    const joined = this.#parts.length === 1 ? first : Buffer.concat(this.#parts, this.#bytes);
    this.#parts = [];
    this.#bytes = 0;
    return first && joined;
  }
}
