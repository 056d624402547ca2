/** Buckets per doubling: a quantile is off by at most 2^(1/8), about 9%. */
const perOctave = 8;
/** Lower edge of the first bucket, in ms: a tenth of a microsecond. */
const floorMs = 0.0001;
/** 31 octaves from 0.1 us reach past 3 minutes. */
const buckets = 31 * perOctave;

/** A logarithmic histogram of durations with a fixed size of 1 KB. */
export class Histogram {
  readonly #counts = new Uint32Array(buckets);
  /** Durations recorded. */
  count = 0;
  /** Sum of all durations, in ms. */
  sumMs = 0;
  /** Longest duration, in ms. */
  maxMs = 0;

  record(durationMs: number): void {
    const octaves = Math.log2(Math.max(durationMs, floorMs) / floorMs);
    const bucket = Math.min(buckets - 1, Math.floor(octaves * perOctave));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.count++;
    this.sumMs += durationMs;
    if (durationMs > this.maxMs) this.maxMs = durationMs;
  }

  /** The duration in ms that a share of `q` (0…1) did not exceed; 0 when nothing was recorded. */
  quantile(q: number): number {
    const rank = Math.ceil(q * this.count);
    let seen = 0;
    for (let bucket = 0; bucket < buckets && this.count > 0; bucket++) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= rank) return Math.min(this.maxMs, floorMs * 2 ** ((bucket + 1) / perOctave));
    }
    return 0;
  }
}
