import type { AudioPacket } from "../graph/packets.ts";
import { samplesToMs } from "../media-time.ts";

/** Audio kept at most when nobody takes it, in ms; beyond that the oldest is dropped and counted. */
const maxPendingMs = 30_000;
/** Small frames are joined to at least this length: a packet has a price, and 20 ms frames would pay it five times. */
const minChunkMs = 100;
/** A reader that comes late gets all that waits, up to this length: the more behind, the cheaper it is to catch up. */
const maxChunkMs = 1000;

interface Frame {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly startSamples: number;
  readonly endSamples: number;
}

/**
 * Audio that comes into a session from outside: a socket pushes frames of any length, a source node pulls
 * packets. The first frame sets the session's clock; a later frame may have another rate (a microphone that was
 * swapped), and its place is still counted on that clock.
 */
export class AudioFeed {
  /** Media time lost because nobody took it, in ms. */
  droppedMs = 0;
  #clockRateHz: number;
  #endSamples: number;
  #frames: Frame[] = [];
  #pendingMs = 0;
  #ended = false;
  #wake: (() => void) | undefined;
  /** Whose abort wakes the reader. */
  #signal: AbortSignal | undefined;

  /**
   * @param resume where a session that is taken up again goes on: its clock and the samples that it has had
   */
  constructor(resume?: { readonly clockRateHz: number; readonly startSamples: number }) {
    this.#clockRateHz = resume?.clockRateHz ?? 0;
    this.#endSamples = resume?.startSamples ?? 0;
  }

  /** Samples taken in so far, on the session's clock. */
  get endSamples(): number {
    return this.#endSamples;
  }

  /** The session's clock in Hz; 0 before the first frame. */
  get clockRateHz(): number {
    return this.#clockRateHz;
  }

  /** Takes mono samples. They must not be written to afterwards. Ignored once the feed has ended. */
  push(samples: Float32Array, sampleRateHz: number): void {
    if (this.#ended || samples.length === 0) return;
    if (this.#clockRateHz === 0) this.#clockRateHz = sampleRateHz;
    const startSamples = this.#endSamples;
    this.#endSamples += Math.round((samples.length * this.#clockRateHz) / sampleRateHz);
    this.#frames.push({ samples, sampleRateHz, startSamples, endSamples: this.#endSamples });
    this.#pendingMs += samplesToMs(samples.length, sampleRateHz);
    while (this.#pendingMs > maxPendingMs) this.#dropOldest();
    this.#wakeReader();
  }

  /** No more frames: a reader gets what is left, then undefined. */
  end(): void {
    this.#ended = true;
    this.#wakeReader();
  }

  /**
   * The next packet: all that waits, of 100 ms to 1 s; less where the feed ends or a gap comes before. Undefined at
   * the end. An abort ends the waiting; what was pushed into a feed that has ended still comes out.
   */
  async next(signal: AbortSignal): Promise<AudioPacket | undefined> {
    while (!signal.aborted && !this.#ended && this.#pendingMs < minChunkMs) await this.#change(signal);
    if (signal.aborted && !this.#ended) return undefined;
    const frames = this.#takeChunk();
    const [first, last] = [frames[0], frames.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    return {
      type: "audio",
      samples: frames.length === 1 ? first.samples : joinSamples(frames),
      sampleRateHz: first.sampleRateHz,
      startSamples: first.startSamples,
      endSamples: last.endSamples,
      clockRateHz: this.#clockRateHz,
    };
  }

  /** Frames that make up one packet: of one rate, without a gap. */
  #takeChunk(): Frame[] {
    const chunk: Frame[] = [];
    for (let takenMs = 0; takenMs < maxChunkMs; ) {
      const [next] = this.#frames;
      const last = chunk.at(-1);
      if (next === undefined) break;
      if (
        last !== undefined &&
        (last.sampleRateHz !== next.sampleRateHz || last.endSamples !== next.startSamples)
      )
        break;
      this.#frames.shift();
      chunk.push(next);
      takenMs += samplesToMs(next.samples.length, next.sampleRateHz);
    }
    for (const { samples, sampleRateHz } of chunk)
      this.#pendingMs -= samplesToMs(samples.length, sampleRateHz);
    if (this.#frames.length === 0) this.#pendingMs = 0; // no rounding error may pile up
    return chunk;
  }

  #dropOldest(): void {
    const frame = this.#frames.shift();
    if (frame === undefined) return;
    const ms = samplesToMs(frame.samples.length, frame.sampleRateHz);
    this.#pendingMs -= ms;
    this.droppedMs += ms;
  }

  /** Listens to a signal once, not at each wait: that cost more than passing the audio on. */
  #change(signal: AbortSignal): Promise<void> {
    if (signal !== this.#signal) {
      this.#signal = signal;
      signal.addEventListener("abort", () => this.#wakeReader(), { once: true });
    }
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #wakeReader(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}

function joinSamples(frames: readonly Frame[]): Float32Array {
  const joined = new Float32Array(frames.reduce((sum, { samples }) => sum + samples.length, 0));
  let at = 0;
  for (const { samples } of frames) {
    joined.set(samples, at);
    at += samples.length;
  }
  return joined;
}
