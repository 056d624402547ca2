import { rescaleSamples } from "../media-time.ts";

/** Depth of the stop band that the filters are designed for, in dB. */
const stopBandDb = 100;
/** End of the pass band (down by less than 0.1 dB), as a share of the lower Nyquist frequency. */
const passBandShare = 0.9;
/**
 * Where the steep filter's transition starts, as a share of that frequency. Kaiser's formula puts an error of
 * -100 dB there; 0.1 dB is reached a quarter of the transition later, at the end of the pass band.
 */
const transitionShare = 0.882;
/** Up to this many phases a table holds each; above, it holds this many and the rest is interpolated. */
const tablePhases = 1024;
/** Blocks of at most this many samples, in or out, are worked off at once: the history stays in the cache. */
const blockSamples = 4096;
/** Going to half the rate first pays as long as that leaves this much above the output rate. */
const halvingMargin = 1.25;

/** Band edges in cycles per input sample. */
interface Band {
  readonly pass: number;
  readonly stop: number;
}

/**
 * Converts a stream of mono samples between any two whole rates by polyphase windowed-sinc filters (Crochiere
 * and Rabiner, "Multirate Digital Signal Processing", 1983; window: Kaiser, 1974). What lies below 0.9 of the
 * lower Nyquist frequency passes, what lies above that frequency goes down by 100 dB.
 *
 * Output sample n lies at the very time n / outputRateHz of the input: the filters' delay is taken out.
 * Positions are counted in integers, so nothing drifts, and the output is the same to the bit however the
 * input was cut. About 90 samples of the lower rate (6 ms at 16 kHz) are held back for what follows them.
 */
export class Resampler {
  readonly inputRateHz: number;
  readonly outputRateHz: number;
  readonly #blockSamples: number;
  readonly #stages: readonly PolyphaseStage[];
  #inputCount = 0;
  #outputCount = 0;

  /** @throws {RangeError} a rate that is no positive whole number. */
  constructor(inputRateHz: number, outputRateHz: number) {
    for (const rateHz of [inputRateHz, outputRateHz]) {
      if (!Number.isInteger(rateHz) || rateHz < 1) throw new RangeError(`${rateHz} Hz is no sample rate`);
    }
    this.inputRateHz = inputRateHz;
    this.outputRateHz = outputRateHz;
    this.#blockSamples = Math.ceil(blockSamples * Math.min(1, inputRateHz / outputRateHz));
    this.#stages = planStages(inputRateHz, outputRateHz, this.#blockSamples);
  }

  /** Takes samples of the input rate; returns those of the output rate that are certain by now. */
  process(samples: Float32Array): Float32Array {
    const [first] = this.#stages;
    if (first === undefined) return samples.slice();
    const total = this.#stages.reduce((count, stage) => stage.outputsAfter(count), samples.length);
    const output = new Float32Array(total);
    let at = 0;
    for (let from = 0; from < samples.length; from += this.#blockSamples) {
      const block = samples.subarray(from, from + this.#blockSamples);
      first.history.set(block, first.filled);
      at += this.#advance(block.length, output, at);
    }
    this.#inputCount += samples.length;
    this.#outputCount += total;
    return output;
  }

  /**
   * Ends the stream: returns what is still held, so that the whole output has round(input x out / in) samples.
   * The next process() starts a new stream.
   */
  flush(): Float32Array {
    const missing = rescaleSamples(this.#inputCount, this.inputRateHz, this.outputRateHz) - this.#outputCount;
    const tail = new Float32Array(missing);
    for (let at = 0; at < missing; ) {
      const part = this.process(new Float32Array(this.#blockSamples));
      tail.set(part.subarray(0, missing - at), at);
      at += part.length;
    }
    for (const stage of this.#stages) stage.reset();
    this.#inputCount = 0;
    this.#outputCount = 0;
    return tail;
  }

  /** Runs a block that lies in the first stage's history through all stages; counts what comes out. */
  #advance(inputs: number, output: Float32Array, at: number): number {
    return this.#stages.reduce((count, stage, index) => {
      const next = this.#stages[index + 1];
      return next === undefined
        ? stage.advance(count, output, at)
        : stage.advance(count, next.history, next.filled);
    }, inputs);
  }
}

/** Halvings while they pay (a short filter each), then one stage with the steep filter for what is left. */
function planStages(inputRateHz: number, outputRateHz: number, maxInputs: number): PolyphaseStage[] {
  const stages: PolyphaseStage[] = [];
  if (inputRateHz === outputRateHz) return stages;
  let ratio = outputRateHz / inputRateHz;
  let up = outputRateHz;
  for (; ratio * 2 * halvingMargin <= 1; ratio *= 2, up *= 2) {
    // What lies around the new Nyquist frequency may fold as long as it stays above the output's own.
    const band = { pass: (passBandShare * ratio) / 2, stop: (1 - ratio) / 2 };
    stages.push(new PolyphaseStage(1, 2, band, maxInputs));
  }
  const nyquist = Math.min(1, ratio) / 2;
  const band = { pass: transitionShare * nyquist, stop: nyquist };
  stages.push(new PolyphaseStage(up, inputRateHz, band, maxInputs));
  return stages;
}

/**
 * One filter from rate r to r x up / down. Output n lies at input position n x down / up: a whole sample
 * and a phase of `up`ths.
 *
 *     history  [ . . . . . . . . . . . . . ]      filled: samples in it
 *                  ^ start      `taps` of them make the next output
 */
class PolyphaseStage {
  readonly history: Float64Array;
  filled = 0;
  readonly #up: number;
  readonly #down: number;
  readonly #taps: number;
  /** One row of `taps` weights a phase. */
  readonly #table: Float64Array;
  /** First of the samples that make the next output. */
  #start = 0;
  /** Where the next output lies behind its middle sample, in `up`ths of a sample. */
  #phase = 0;

  constructor(up: number, down: number, band: Band, maxInputs: number) {
    const divisor = greatestCommonDivisor(up, down);
    this.#up = up / divisor;
    this.#down = down / divisor;
    const halfWidth = (stopBandDb - 7.95) / (2 * 14.36 * (band.stop - band.pass)); // Kaiser's estimate
    this.#taps = 2 * Math.ceil(halfWidth);
    this.#table = designTable(Math.min(this.#up, tablePhases), this.#taps, halfWidth, band);
    this.history = new Float64Array(this.#taps + maxInputs);
    this.reset();
  }

  /** Back to the start: zeros lie before the first sample, which is the centre of the first output. */
  reset(): void {
    this.filled = this.#taps / 2 - 1;
    this.history.fill(0, 0, this.filled);
    this.#start = 0;
    this.#phase = 0;
  }

  /** How many outputs `inputs` samples more will give. */
  outputsAfter(inputs: number): number {
    const positions = this.filled + inputs - this.#taps - this.#start + 1;
    return Math.max(0, Math.ceil((positions * this.#up - this.#phase) / this.#down));
  }

  /** Takes `inputs` samples that were put behind `filled`; writes its outputs to `target` and counts them. */
  advance(inputs: number, target: Float32Array | Float64Array, at: number): number {
    const count = this.outputsAfter(inputs);
    this.filled += inputs;
    if (this.#up > tablePhases) this.#interpolate(count, target, at);
    else this.#convolve(count, target, at);
    const moved = this.#phase + count * this.#down;
    this.#start += Math.floor(moved / this.#up);
    this.#phase = moved % this.#up;
    const done = Math.min(this.#start, this.filled);
    this.history.copyWithin(0, done, this.filled);
    this.filled -= done;
    this.#start -= done;
    return count;
  }

  /** Outputs of one phase are `up` apart and share a row of weights: four at a time, then one by one. */
  #convolve(count: number, target: Float32Array | Float64Array, at: number): void {
    const up = this.#up;
    const down = this.#down;
    for (let first = 0; first < Math.min(up, count); first++) {
      const moved = this.#phase + first * down;
      const row = (moved % up) * this.#taps;
      let start = this.#start + Math.floor(moved / up);
      let index = first;
      for (; index + 3 * up < count; index += 4 * up, start += 4 * down) {
        this.#dotFour(row, start, target, at + index);
      }
      for (; index < count; index += up, start += down) target[at + index] = this.#dot(row, start);
    }
  }

  /** More phases than rows: each output lies on the line between those of the two rows beside its phase. */
  #interpolate(count: number, target: Float32Array | Float64Array, at: number): void {
    for (let index = 0; index < count; index++) {
      const moved = this.#phase + index * this.#down;
      const start = this.#start + Math.floor(moved / this.#up);
      const scaled = (moved % this.#up) * tablePhases;
      const row = Math.floor(scaled / this.#up) * this.#taps;
      const share = (scaled % this.#up) / this.#up;
      const before = this.#dot(row, start);
      target[at + index] = before + share * (this.#dot(row + this.#taps, start) - before);
    }
  }

  /** Weights times samples. Even and odd taps add up apart, which halves the wait for the adder. */
  #dot(row: number, start: number): number {
    const weights = this.#table;
    const x = this.history;
    let even = 0;
    let odd = 0;
    for (let tap = 0; tap < this.#taps; tap += 2) {
      even += (weights[row + tap] as number) * (x[start + tap] as number);
      odd += (weights[row + tap + 1] as number) * (x[start + tap + 1] as number);
    }
    return even + odd;
  }

  /** Four outputs, `up` apart: a weight is loaded once for all. Adds up in the order of #dot, to the bit. */
  #dotFour(row: number, start: number, target: Float32Array | Float64Array, index: number): void {
    const weights = this.#table;
    const x = this.history;
    const b = start + this.#down;
    const c = b + this.#down;
    const d = c + this.#down;
    let evenA = 0;
    let evenB = 0;
    let evenC = 0;
    let evenD = 0;
    let oddA = 0;
    let oddB = 0;
    let oddC = 0;
    let oddD = 0;
    for (let tap = 0; tap < this.#taps; tap += 2) {
      const even = weights[row + tap] as number;
      const odd = weights[row + tap + 1] as number;
      evenA += even * (x[start + tap] as number);
      oddA += odd * (x[start + tap + 1] as number);
      evenB += even * (x[b + tap] as number);
      oddB += odd * (x[b + tap + 1] as number);
      evenC += even * (x[c + tap] as number);
      oddC += odd * (x[c + tap + 1] as number);
      evenD += even * (x[d + tap] as number);
      oddD += odd * (x[d + tap + 1] as number);
    }
    target[index] = evenA + oddA;
    target[index + this.#up] = evenB + oddB;
    target[index + 2 * this.#up] = evenC + oddC;
    target[index + 3 * this.#up] = evenD + oddD;
  }
}

/**
 * `phases` + 1 rows of `taps` weights. Row p holds the kernel as seen from the output p / phases after the
 * middle sample; the last row, a whole sample on, is only for interpolation. Each row adds up to 1.
 */
function designTable(phases: number, taps: number, halfWidth: number, band: Band): Float64Array {
  const table = new Float64Array((phases + 1) * taps);
  for (let phase = 0; phase <= phases; phase++) {
    const middle = phase / phases + taps / 2 - 1;
    const row = Float64Array.from({ length: taps }, (_, tap) => kernel(middle - tap, halfWidth, band));
    const sum = row.reduce((total, weight) => total + weight);
    table.set(
      row.map((weight) => weight / sum),
      phase * taps,
    );
  }
  return table;
}

/** Sinc that cuts off in the middle of the transition, times the Kaiser window; not normalised. */
function kernel(distance: number, halfWidth: number, { pass, stop }: Band): number {
  const place = distance / halfWidth;
  if (Math.abs(place) >= 1) return 0;
  const beta = 0.1102 * (stopBandDb - 8.7);
  const angle = Math.PI * (pass + stop) * distance;
  const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
  return sinc * besselI0(beta * Math.sqrt(1 - place * place));
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let sum = 1;
  let term = quarter;
  for (let order = 2; term > sum * 1e-17; order++) {
    sum += term;
    term *= quarter / (order * order);
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
