/** Runs work of the same key one after the other, in the order given; work of different keys side by side. */
export class WorkByKey {
  /** The last work of each key that has some; settles when that is done, well or not. */
  readonly #tails = new Map<string, Promise<void>>();

  /** Resolves or rejects as `work` does. Work that fails does not hinder what follows. */
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(key);
    const result = before === undefined ? work() : before.then(work);
    const tail = result.then(
      () => {},
      () => {},
    );
    this.#tails.set(key, tail);
    void tail.then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    return result;
  }
}
