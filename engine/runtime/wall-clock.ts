/** Wall time, as those see it who pace media time by it. A test, or a replay, brings its own. */
export interface WallClock {
  /** Milliseconds from any origin; never goes back. */
  nowMs(): number;
  /** Waits about this long; resolves at once when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The clock of this machine. */
export const systemClock: WallClock = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((wake) => {
      if (signal.aborted) return wake();
      const stop = () => {
        clearTimeout(timer);
        wake();
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stop);
        wake();
      }, ms);
      signal.addEventListener("abort", stop, { once: true });
    }),
};
