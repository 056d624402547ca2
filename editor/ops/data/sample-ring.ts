import type { Sample } from "./figures.ts";

/** A line of a chart. */
export type Series = Exclude<keyof Sample, "timeMs">;

const seriesNames: readonly Series[] = [
  "cpuPercent",
  "rssMib",
  "eventLoopLagMs",
  "sessions",
  "packetsPerSecond",
  "dropsPerSecond",
  "queueDepth",
];

/** Without a message for this long the lines are broken: nobody knows what was in between. */
const gapMs = 2_000;

/** Wall times in s, and the values to them; null where the line is broken. What uPlot takes. */
export type Columns = [number[], (number | null)[]];

/** The samples of the last minutes, the oldest overwritten by the newest. Column by column, as charts want them. */
export class SampleRing {
  readonly #times: Float64Array;
  readonly #columns: ReadonlyMap<Series, Float64Array>;
  #next = 0;
  #length = 0;

  /** @param capacity samples kept; 1200 are 5 minutes at 4 Hz */
  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#columns = new Map(seriesNames.map((name) => [name, new Float64Array(capacity)]));
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a sample. One that is not newer than the last is passed over: the server's clock was set back. */
  push(sample: Sample): void {
    const lastMs = this.#length === 0 ? Number.NEGATIVE_INFINITY : this.#timeAt(this.#length - 1);
    if (sample.timeMs <= lastMs) {
      if (lastMs - sample.timeMs < gapMs) return;
      this.#length = 0;
    } else if (sample.timeMs - lastMs > gapMs && this.#length > 0) {
      this.#write(lastMs + 1, undefined);
    }
    this.#write(sample.timeMs, sample);
  }

  /** One series over time, oldest first, in new arrays. */
  columns(series: Series): Columns {
    const values = this.#columns.get(series) as Float64Array;
    const xs: number[] = new Array(this.#length);
    const ys: (number | null)[] = new Array(this.#length);
    for (let index = 0; index < this.#length; index++) {
      const slot = this.#slot(index);
      const value = values[slot] as number;
      xs[index] = (this.#times[slot] as number) / 1000;
      ys[index] = Number.isNaN(value) ? null : value;
    }
    return [xs, ys];
  }

  #write(timeMs: number, sample: Sample | undefined): void {
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
