import type { WallClock } from "./wall-clock.ts";

/**
 * Holds a source to real time. Every due time counts from the start, so that a late timer or a slow receiver
 * delays one chunk, never those behind it.
 */
export class Pacer {
  readonly #rateHz: number;
  readonly #signal: AbortSignal;
  readonly #clock: WallClock;
  readonly #startMs: number;

  /** Media time 0 is now. `rateHz` is the rate that positions are counted in. */
  constructor(rateHz: number, signal: AbortSignal, clock: WallClock) {
    this.#rateHz = rateHz;
    this.#signal = signal;
    this.#clock = clock;
    this.#startMs = clock.nowMs();
  }

  /** Resolves when the media time `samples` has passed on the wall clock, or at once when the signal fires. */
  async until(samples: number): Promise<void> {
    const dueMs = this.#startMs + (samples / this.#rateHz) * 1000;
    // In a loop: a timer may fire early.
    while (!this.#signal.aborted) {
      const waitMs = dueMs - this.#clock.nowMs();
      if (waitMs <= 0) return;
      await this.#clock.sleep(Math.ceil(waitMs), this.#signal);
    }
  }
}
