import { type Adapter, Low } from "lowdb";
import { FlowError } from "#engine/errors.ts";

interface Waiter {
  resolve(): void;
  reject(error: FlowError): void;
}

/** Changes within this time go to the disk together. */
const debounceMs = 50;

/**
 * Immutable data in memory whose changes are written in batches by lowdb. A change is seen at once, and its
 * promise tells when it is on the disk. When a write fails the data goes back to what the disk has, so that
 * memory never promises what a restart would not keep.
 */
export class BatchedData<Data extends object> {
  readonly #low: Low<Data>;
  #saved: Data;
  #waiting: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failure: FlowError | undefined;

  private constructor(low: Low<Data>) {
    this.#low = low;
    this.#saved = low.data;
  }

  /** Reads what is stored. `isNew`: nothing is, and the data is `initial`. @throws {Error} what the disk says */
  static async open<Data extends object>(
    adapter: Adapter<Data>,
    initial: Data,
  ): Promise<{ data: BatchedData<Data>; isNew: boolean }> {
    const low = new Low(adapter, initial);
    await low.read();
    return { data: new BatchedData(low), isNew: low.data === initial };
  }

  get value(): Data {
    return this.#low.data;
  }

  /** Why the last write failed; undefined when it did not. */
  get failure(): FlowError | undefined {
    return this.#failure;
  }

  /** Puts new data in the place of the old. Resolves when it is on the disk. @throws {FlowError} `file.write-failed` */
  replace(value: Data): Promise<void> {
    this.#low.data = value;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ resolve, reject });
    this.#timer ??= setTimeout(() => void this.flush(), debounceMs);
    return promise;
  }

  /** Writes what waits, now. Never rejects: whoever made a change gets the error. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    const { data } = this.#low;
    try {
      await this.#low.write();
      this.#saved = data;
      this.#failure = undefined;
      for (const { resolve } of waiting) resolve();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const failure = new FlowError("file.write-failed", {
        message: `Flows cannot be saved (${reason}).`,
        cause,
      });
      this.#failure = failure;
      this.#low.data = this.#saved;
      // Changes made meanwhile were built on what is lost now.
      for (const { reject } of [...waiting, ...this.#waiting.splice(0)]) reject(failure);
    }
  }
}
