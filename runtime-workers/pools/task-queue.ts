import { FlowError } from "#engine/errors.ts";

/** What the queue orders by. */
export interface Queued {
  /** Lower goes first. */
  readonly priority: number;
  /** When it came, in ms of `performance.now()`. */
  readonly queuedAtMs: number;
}

/** What waited this long is overdue, in ms: files give way to live sessions, but not for ever. */
const patienceMs = 10_000;

/**
 * The bounded queue in front of a device, kept by the parent: by priority, then first come, first served. A task that is
 * tried again goes in front of all others of its priority. Of those that are overdue the oldest takes every second turn.
 */
export class TaskQueue<T extends Queued> {
  readonly #limit: number;
  readonly #now: () => number;
  readonly #tasks: T[] = [];
  #wasOverdue = false;

  /** @param now in ms; a test gives its own clock */
  constructor(limit: number, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  get length(): number {
    return this.#tasks.length;
  }

  /** @throws {FlowError} `pool.full` */
  push(task: T): void {
    if (this.#tasks.length >= this.#limit) {
      throw new FlowError("pool.full", { message: `${this.#limit} tasks wait already.` });
    }
    const at = this.#tasks.findIndex(({ priority }) => priority > task.priority);
    this.#tasks.splice(at < 0 ? this.#tasks.length : at, 0, task);
  }

  /** Puts a task that was taken before back in front; it had its place, so the limit does not count. */
  pushFront(task: T): void {
    const at = this.#tasks.findIndex(({ priority }) => priority >= task.priority);
    this.#tasks.splice(at < 0 ? this.#tasks.length : at, 0, task);
  }

  shift(): T | undefined {
    const overdue = this.#wasOverdue ? undefined : this.#overdue();
    this.#wasOverdue = overdue !== undefined;
    if (overdue === undefined) return this.#tasks.shift();
    this.remove(overdue);
    return overdue;
  }

  /** Takes a task out of its place; false when it is not in the queue. */
  remove(task: T): boolean {
    const at = this.#tasks.indexOf(task);
    if (at >= 0) this.#tasks.splice(at, 1);
    return at >= 0;
  }

  /** All of a kind, in order; they stay in their places. */
  all(isMeant: (task: T) => boolean): T[] {
    return this.#tasks.filter(isMeant);
  }

  /** Takes all of a kind out of their places, in order. */
  takeAll(isMeant: (task: T) => boolean): T[] {
    const meant = this.all(isMeant);
    for (const task of meant) this.remove(task);
    return meant;
  }

  #overdue(): T | undefined {
    const since = this.#now() - patienceMs;
    const waited = this.#tasks.filter(({ queuedAtMs }) => queuedAtMs < since);
    return waited.reduce<T | undefined>(
      (oldest, task) => (oldest === undefined || task.queuedAtMs < oldest.queuedAtMs ? task : oldest),
      undefined,
    );
  }
}
