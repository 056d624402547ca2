import { samplesToMs } from "#engine/media-time.ts";
import { toInt16 } from "../microphone/pcm.ts";

/** How often audio goes out, in ms. */
const tickMs = 100;
/** What a page that slept makes up for at most, in ms: a burst would look like a session that is late. */
const catchUpMs = 2000;

/** What a player works with. */
export interface FilePlayerOptions {
  /** Mono, from -1 to 1. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** The next stretch of the file, in order. */
  onBlock(block: Int16Array): void;
  /** All of it has gone out. */
  onEnd(): void;
}

/**
 * Gives a file's audio out at the pace of speech, never faster than real time. It stands still until `play`.
 *
 *     0          sent       due                 end
 *     |-- gone ---|-- next --|-- still to come --|
 */
export class FilePlayer {
  readonly durationMs: number;
  readonly #options: FilePlayerOptions;
  #dueMs = 0;
  #sentSamples = 0;
  #lastTickMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: FilePlayerOptions) {
    this.#options = options;
    this.durationMs = samplesToMs(options.samples.length, options.sampleRateHz);
  }

  /** How much has gone out, in ms of media time. */
  get positionMs(): number {
    return samplesToMs(this.#sentSamples, this.#options.sampleRateHz);
  }

  /** Goes on from where it stands. */
  play(): void {
    if (this.#timer !== undefined) return;
    this.#lastTickMs = performance.now();
    this.#timer = setInterval(() => this.tick(), tickMs);
  }

  pause(): void {
    this.tick();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Sends what is due. Browsers slow timers of hidden pages down: whoever has news from the server calls it too. */
  tick(): void {
    if (this.#timer === undefined) return;
    const { samples, sampleRateHz, onBlock, onEnd } = this.#options;
    const nowMs = performance.now();
    this.#dueMs += Math.min(nowMs - this.#lastTickMs, catchUpMs);
    this.#lastTickMs = nowMs;
    const dueSamples = Math.min(samples.length, Math.floor((this.#dueMs * sampleRateHz) / 1000));
    const block = samples.subarray(this.#sentSamples, dueSamples);
    this.#sentSamples = dueSamples;
    if (block.length > 0) onBlock(toInt16(block));
    if (dueSamples < samples.length) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    onEnd();
  }
}
