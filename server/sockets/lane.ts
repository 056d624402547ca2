type Job = () => void | Promise<void>;

/** Runs jobs one after another: at once and without a promise while none is under way, else in their order. */
export class Lane {
  readonly #failed: (error: unknown) => void;
  readonly #idle: () => void;
  readonly #waiting: Job[] = [];
  #isBusy = false;

  /**
   * @param failed called when a job fails; those that wait are dropped then
   * @param idle called each time the last of several jobs is done
   */
  constructor(failed: (error: unknown) => void, idle: () => void) {
    this.#failed = failed;
    this.#idle = idle;
  }

  /** Whether a job runs or waits. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  run(job: Job): void {
    if (this.#isBusy) this.#waiting.push(job);
    else this.#start(job);
  }

  /** Drops the jobs that wait. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #start(job: Job): void {
    try {
      const pending = job();
      if (pending === undefined) return;
      this.#isBusy = true;
      pending.catch((error: unknown) => this.#fail(error)).then(() => this.#next());
    } catch (error) {
      this.#fail(error);
    }
  }

  #next(): void {
    this.#isBusy = false;
    while (!this.#isBusy) {
      const job = this.#waiting.shift();
      if (job === undefined) {
        this.#idle();
        return;
      }
      this.#start(job);
    }
  }

  #fail(error: unknown): void {
    this.clear();
    this.#failed(error);
  }
}
