/** Bytes of models that all workers of a process have loaded: one number in memory that they share. */
export class MemoryLedger {
  readonly #cell: BigInt64Array<ArrayBufferLike>;

  /** @param cell one element; over a SharedArrayBuffer where several threads count together */
  constructor(cell: BigInt64Array<ArrayBufferLike> = new BigInt64Array(1)) {
    this.#cell = cell;
  }

  get bytes(): number {
    return Number(Atomics.load(this.#cell, 0));
  }

  /** A negative amount gives back. */
  add(bytes: number): void {
    Atomics.add(this.#cell, 0, BigInt(bytes));
  }
}
