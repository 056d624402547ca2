import { lastRadix8, passes, type Stage } from "./fft-passes.ts";

/**
 * Power spectra of real frames of one size. The frame is packed into a complex one of half the length, which
 * a Stockham mixed-radix transform (passes of radix 5, 3, 8, 4 and 2, no bit reversal) takes through two buffers;
 * complex values are interleaved (re, im). All tables are made once; `power` allocates nothing.
 *
 * Algorithm: Van Loan, Computational Frameworks for the Fast Fourier Transform, 1992, 1.7 and 4.3.
 */
export class RealFft {
  readonly size: number;
  readonly #stages: readonly Stage[];
  readonly #split: Float64Array;
  readonly #front: Float64Array;
  readonly #back: Float64Array;

  /**
   * @param size samples a frame: even, its half made of the factors 2, 3 and 5 only
   * @throws {RangeError} for any other size
   */
  constructor(size: number) {
    this.size = size;
    this.#stages = planStages(size / 2);
    this.#split = Float64Array.from({ length: 2 * (Math.floor(size / 4) + 1) }, (_, at) => {
      const angle = (2 * Math.PI * (at >> 1)) / size;
      return at % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    });
    this.#front = new Float64Array(size);
    this.#back = new Float64Array(size);
  }

  /**
   * Power |X[k]|^2 for k = 0…size/2, not normalised.
   * @param frame `size` samples, windowed already
   * @param out takes size/2 + 1 values
   */
  power(frame: Float64Array | Float32Array, out: Float64Array | Float32Array): void {
    let from = frame instanceof Float64Array ? frame : this.#widen(frame);
    let to = this.#front;
    for (const stage of this.#stages) {
      stage.pass(stage, from, to);
      from = to;
      to = to === this.#front ? this.#back : this.#front;
    }
    this.#splitPower(from, out);
  }

  #widen(frame: Float32Array): Float64Array {
    this.#back.set(frame);
    return this.#back;
  }

  /** From the half-length spectrum Z: X[k] = (Z[k] + Z*[h-k])/2 - i·exp(-2πik/size)·(Z[k] - Z*[h-k])/2. */
  #splitPower(z: Float64Array, out: Float64Array | Float32Array): void {
    const half = this.size / 2;
    const split = this.#split;
    const re0 = z[0] as number;
    const im0 = z[1] as number;
    out[0] = (re0 + im0) ** 2;
    out[half] = (re0 - im0) ** 2;
    for (let k = 1; 2 * k <= half; k++) {
      const a = 2 * k;
      const b = 2 * (half - k);
      const evenRe = 0.5 * ((z[a] as number) + (z[b] as number));
      const evenIm = 0.5 * ((z[a + 1] as number) - (z[b + 1] as number));
      const oddRe = 0.5 * ((z[a + 1] as number) + (z[b + 1] as number));
      const oddIm = 0.5 * ((z[b] as number) - (z[a] as number));
      const cos = split[a] as number;
      const sin = split[a + 1] as number;
      const turnedRe = cos * oddRe + sin * oddIm;
      const turnedIm = cos * oddIm - sin * oddRe;
      out[k] = (evenRe + turnedRe) ** 2 + (evenIm + turnedIm) ** 2;
      out[half - k] = (evenRe - turnedRe) ** 2 + (evenIm - turnedIm) ** 2;
    }
  }
}

const noTwiddles = new Float64Array(0);

function planStages(length: number): readonly Stage[] {
  const stages: Stage[] = [];
  let rest = length;
  for (const [radix, pass] of passes) {
    while (Number.isInteger(rest) && rest > 1 && rest % radix === 0) {
      if (rest === 8) break;
      const count = rest / radix;
      stages.push({ pass, count, stride: length / rest, twiddles: makeTwiddles(radix, count) });
      rest = count;
    }
  }
  if (rest === 8)
    return [...stages, { pass: lastRadix8, count: 1, stride: length / 8, twiddles: noTwiddles }];
  if (rest === 1) return stages;
  throw new RangeError(`The FFT takes even sizes made of the factors 2, 3 and 5, not ${2 * length}.`);
}

function makeTwiddles(radix: number, count: number): Float64Array {
  const table = new Float64Array(2 * count * (radix - 1));
  let at = 0;
  for (let group = 0; group < count; group++) {
    for (let k = 1; k < radix; k++) {
      const angle = (-2 * Math.PI * group * k) / (count * radix);
      table[at++] = Math.cos(angle);
      table[at++] = Math.sin(angle);
    }
  }
  return table;
}
