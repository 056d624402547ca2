import { setTimeout as sleep } from "node:timers/promises";
import { FlowError } from "#engine/errors.ts";

/** Tries without progress before a failure is final. */
const mostTries = 6;
const firstWaitMs = 500;
const longestBackoffMs = 30_000;
/** A server that asks for more is reported, not waited for. */
const longestWaitMs = 180_000;

/** Something that may go better next time: a cut, a server that is busy. */
export class PassingFailure extends Error {
  /** What is reported when it never does. */
  readonly final: FlowError;
  /** What the server asks for. */
  readonly waitMs: number | undefined;

  constructor(final: FlowError, waitMs?: number) {
    super(final.message);
    this.name = "PassingFailure";
    this.final = final;
    this.waitMs = waitMs;
  }
}

/** How to try again. */
export interface RetryOptions {
  readonly signal: AbortSignal;
  /** Grows while there is progress: whatever goes on, even with cuts, is given no fixed number of tries. */
  readonly progress?: () => number;
  /** Waits that many ms. Default: it does. */
  readonly wait?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/**
 * Tries until it works: after a `PassingFailure` again, with waits that double from half a second to half a
 * minute, or as long as the server asks for.
 * @throws {FlowError} what it failed with at last; `model.cancelled` when the signal is given
 */
export async function retry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, progress = () => 0, wait = waitFor } = options;
  let reached = progress();
  for (let tries = 1; ; tries++) {
    throwIfCancelled(signal);
    try {
      return await attempt();
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof PassingFailure)) throw error;
      if (progress() > reached) tries = 0;
      reached = progress();
      const waitMs = error.waitMs ?? Math.min(longestBackoffMs, firstWaitMs * 2 ** tries);
      if (tries >= mostTries || waitMs > longestWaitMs) throw error.final;
      await wait(waitMs, signal);
    }
  }
}

/** @throws {FlowError} `model.cancelled` */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new FlowError("model.cancelled");
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined); // the next try looks at the signal
}
