/** Without a sample for this long the lines are broken: nobody knows what was in between. */
const gapMs = 2_000;

type Values = (number | null)[];

/** Wall times in s, and a column of values a line; null where the line is broken. What uPlot takes. */
export type Columns = [timesS: number[], first: Values, ...more: Values[]];

/** The samples of the last minutes, the oldest overwritten by the newest. Column by column, as charts want them. */
export class SampleRing<Name extends string> {
  readonly #times: Float64Array;
  readonly #columns: ReadonlyMap<Name, Float32Array>;
  #next = 0;
  #length = 0;

  /**
   * @param names values of a sample
   * @param capacity samples kept; 1200 are 5 minutes at 4 Hz and take 4.8 kB a value
   */
  constructor(names: readonly Name[], capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#columns = new Map(names.map((name) => [name, new Float32Array(capacity)]));
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a sample. One that is not newer than the last is passed over: the server's clock was set back. */
  push(sample: Readonly<Record<Name | "timeMs", number>>): void {
    const lastMs = this.#length === 0 ? Number.NEGATIVE_INFINITY : this.#timeAt(this.#length - 1);
    if (sample.timeMs <= lastMs) {
      if (lastMs - sample.timeMs < gapMs) return;
      this.#length = 0;
    } else if (sample.timeMs - lastMs > gapMs && this.#length > 0) {
      this.#write(lastMs + 1, undefined);
    }
    this.#write(sample.timeMs, sample);
  }

  /** Values over time, oldest first, in new arrays; NaN is a break. */
  columns(first: Name, ...more: readonly Name[]): Columns {
    const times = new Array<number>(this.#length);
    for (let index = 0; index < this.#length; index++) times[index] = this.#timeAt(index) / 1000;
    return [times, this.#column(first), ...more.map((name) => this.#column(name))];
  }

  #column(name: Name): Values {
    const column = this.#columns.get(name) as Float32Array;
    const values: Values = new Array(this.#length);
    for (let index = 0; index < this.#length; index++) {
      const value = column[this.#slot(index)] as number;
      values[index] = Number.isNaN(value) ? null : value;
    }
    return values;
  }

  #write(timeMs: number, sample: Readonly<Record<Name, number>> | undefined): void {
    this.#times[this.#next] = timeMs;
    for (const [name, column] of this.#columns) column[this.#next] = sample?.[name] ?? Number.NaN;
    this.#next = (this.#next + 1) % this.#times.length;
    this.#length = Math.min(this.#length + 1, this.#times.length);
  }

  #slot(index: number): number {
    const capacity = this.#times.length;
    return (this.#next - this.#length + index + capacity) % capacity;
  }

  #timeAt(index: number): number {
    return this.#times[this.#slot(index)] as number;
  }
}
