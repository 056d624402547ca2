/** How long a device that failed is left alone. */
export interface BackoffOptions {
  /** After the first failure, in ms. */
  readonly firstMs: number;
  /** Each further failure doubles the time, up to this, in ms. */
  readonly maxMs: number;
  /** A device that worked this long since it came back begins with `firstMs` again, in ms. */
  readonly stableMs: number;
}

/** Five seconds give a process time to be there again; a device that flaps is asked every five minutes at last. */
export const defaultBackoff: BackoffOptions = { firstMs: 5_000, maxMs: 300_000, stableMs: 60_000 };

/**
 * `closed`: tasks go to the device; `open`: they go elsewhere, until a probe has succeeded; `half-open`: it has, and
 * one task at a time shows whether the model runs again.
 */
export type BreakerState = "closed" | "open" | "half-open";

/** A breaker that is not closed. */
export interface BreakerSnapshot {
  /** What is held back from the device: a model by its name, or a node type where it has no model. */
  readonly model: string;
  readonly state: BreakerState;
  /** Wall time of the last change of state, ms since 1970. */
  readonly sinceMs: number;
  /** Why it opened. */
  readonly reason: string;
}

/** What a breaker works with. */
export interface BreakerOptions {
  readonly backoff: BackoffOptions;
  /** Resolves when the device has computed something right. */
  readonly probe: () => Promise<unknown>;
  /** Called at every change of state. */
  readonly changed: (state: BreakerState) => void;
}

/** Keeps one model off one device for a while after that failed. */
export class Breaker {
  readonly #options: BreakerOptions;
  #state: BreakerState = "closed";
  #sinceMs = Date.now();
  #reason = "";
  #failures = 0;
  /** A task is trying a device that is half open. */
  #isTrying = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** Whether a task may go to the device now. It has to report by `succeeded`, `failed` or `undecided`. */
  admits(): boolean {
    if (this.#state !== "half-open") return this.#state === "closed";
    if (this.#isTrying) return false;
    this.#isTrying = true;
    return true;
  }

  succeeded(): void {
    this.#isTrying = false;
    if (this.#state === "half-open") this.#become("closed");
  }

  /** The task ended without telling anything of the device: it was cancelled, or there was no room. */
  undecided(): void {
    this.#isTrying = false;
  }

  /** The device failed under a task. While it is open that is no news: several tasks may run at once. */
  failed(reason: string): void {
    this.#isTrying = false;
    if (this.#state !== "open") this.#open(reason);
  }

  snapshot(model: string): BreakerSnapshot {
    return { model, state: this.#state, sinceMs: this.#sinceMs, reason: this.#reason };
  }

  /** Why it is not closed. */
  get reason(): string {
    return this.#reason;
  }

  /** Ends its timer. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #open(reason: string): void {
    const { firstMs, maxMs, stableMs } = this.#options.backoff;
    const wasStable = this.#state === "closed" && Date.now() - this.#sinceMs > stableMs;
    this.#failures = wasStable ? 1 : this.#failures + 1;
    this.#reason = reason;
    this.#become("open");
    const waitMs = Math.min(maxMs, firstMs * 2 ** (this.#failures - 1));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#probe(), waitMs).unref();
  }

  async #probe(): Promise<void> {
    const timer = this.#timer;
    const failure = await this.#options.probe().then(() => undefined, String);
    if (this.#timer !== timer) return; // closed meanwhile
    if (failure === undefined) this.#become("half-open");
    else this.#open(this.#reason);
  }

  #become(state: BreakerState): void {
    const isNews = state !== this.#state;
    this.#state = state;
    if (!isNews) return;
    this.#sinceMs = Date.now();
    this.#options.changed(state);
  }
}
