/** One pass of the transform: `count` groups of as many values as the radix, `stride` of them side by side. */
interface Stage {
  readonly pass: Pass;
  readonly count: number;
  readonly stride: number;
  /** For each group the radix - 1 factors exp(-2πi·group·k / (count·radix)), as pairs (re, im). */
  readonly twiddles: Float64Array;
}

type Pass = (stage: Stage, x: Float64Array, y: Float64Array) => void;

/**
 * Power spectra of real frames of one size. The frame is packed into a complex one of half the length, which
 * a Stockham mixed-radix transform (passes of radix 5, 3, 4 and 2, no bit reversal) takes through two buffers;
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

function planStages(length: number): readonly Stage[] {
  const stages: Stage[] = [];
  let rest = length;
  for (const [radix, pass] of passes) {
    while (Number.isInteger(rest) && rest > 1 && rest % radix === 0) {
      const count = rest / radix;
      stages.push({ pass, count, stride: length / rest, twiddles: makeTwiddles(radix, count) });
      rest = count;
    }
  }
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

/** y[at] = (re + i·im) · twiddles[tw] */
function turn(y: Float64Array, at: number, re: number, im: number, twiddles: Float64Array, tw: number): void {
  const cos = twiddles[tw] as number;
  const sin = twiddles[tw + 1] as number;
  y[at] = re * cos - im * sin;
  y[at + 1] = re * sin + im * cos;
}

const radix2: Pass = ({ count, stride, twiddles }, x, y) => {
  const width = 2 * stride;
  const apart = width * count;
  for (let group = 0; group < count; group++) {
    const end = width * (group + 1);
    const tw = 2 * group;
    let to = 2 * width * group;
    for (let a = width * group; a < end; a += 2, to += 2) {
      const re0 = x[a] as number;
      const im0 = x[a + 1] as number;
      const re1 = x[a + apart] as number;
      const im1 = x[a + apart + 1] as number;
      y[to] = re0 + re1;
      y[to + 1] = im0 + im1;
      turn(y, to + width, re0 - re1, im0 - im1, twiddles, tw);
    }
  }
};

const sin3 = Math.sin((2 * Math.PI) / 3);

const radix3: Pass = ({ count, stride, twiddles }, x, y) => {
  const width = 2 * stride;
  const apart = width * count;
  for (let group = 0; group < count; group++) {
    const end = width * (group + 1);
    const tw = 4 * group;
    let to = 3 * width * group;
    for (let a = width * group; a < end; a += 2, to += 2) {
      const b = a + apart;
      const c = b + apart;
      const sumRe = (x[b] as number) + (x[c] as number);
      const sumIm = (x[b + 1] as number) + (x[c + 1] as number);
      const crossRe = sin3 * ((x[b] as number) - (x[c] as number));
      const crossIm = sin3 * ((x[b + 1] as number) - (x[c + 1] as number));
      const middleRe = (x[a] as number) - 0.5 * sumRe;
      const middleIm = (x[a + 1] as number) - 0.5 * sumIm;
      y[to] = (x[a] as number) + sumRe;
      y[to + 1] = (x[a + 1] as number) + sumIm;
      turn(y, to + width, middleRe + crossIm, middleIm - crossRe, twiddles, tw);
      turn(y, to + 2 * width, middleRe - crossIm, middleIm + crossRe, twiddles, tw + 2);
    }
  }
};

const radix4: Pass = ({ count, stride, twiddles }, x, y) => {
  const width = 2 * stride;
  const apart = width * count;
  for (let group = 0; group < count; group++) {
    const end = width * (group + 1);
    const tw = 6 * group;
    let to = 4 * width * group;
    for (let a = width * group; a < end; a += 2, to += 2) {
      const b = a + apart;
      const c = b + apart;
      const d = c + apart;
      const evenRe = (x[a] as number) + (x[c] as number);
      const evenIm = (x[a + 1] as number) + (x[c + 1] as number);
      const oddRe = (x[b] as number) + (x[d] as number);
      const oddIm = (x[b + 1] as number) + (x[d + 1] as number);
      const re02 = (x[a] as number) - (x[c] as number);
      const im02 = (x[a + 1] as number) - (x[c + 1] as number);
      const re13 = (x[b] as number) - (x[d] as number);
      const im13 = (x[b + 1] as number) - (x[d + 1] as number);
      y[to] = evenRe + oddRe;
      y[to + 1] = evenIm + oddIm;
      turn(y, to + width, re02 + im13, im02 - re13, twiddles, tw);
      turn(y, to + 2 * width, evenRe - oddRe, evenIm - oddIm, twiddles, tw + 2);
      turn(y, to + 3 * width, re02 - im13, im02 + re13, twiddles, tw + 4);
    }
  }
};

const cos5 = Math.cos((2 * Math.PI) / 5);
const sin5 = Math.sin((2 * Math.PI) / 5);
const cos5Twice = Math.cos((4 * Math.PI) / 5);
const sin5Twice = Math.sin((4 * Math.PI) / 5);

const radix5: Pass = ({ count, stride, twiddles }, x, y) => {
  const width = 2 * stride;
  const apart = width * count;
  for (let group = 0; group < count; group++) {
    const end = width * (group + 1);
    const tw = 8 * group;
    for (let a = width * group, to = 5 * width * group; a < end; a += 2, to += 2) {
      const b = a + apart;
      const c = b + apart;
      const d = c + apart;
      const e = d + apart;
      const outerRe = (x[b] as number) + (x[e] as number);
      const outerIm = (x[b + 1] as number) + (x[e + 1] as number);
      const innerRe = (x[c] as number) + (x[d] as number);
      const innerIm = (x[c + 1] as number) + (x[d + 1] as number);
      const re14 = (x[b] as number) - (x[e] as number);
      const im14 = (x[b + 1] as number) - (x[e + 1] as number);
      const re23 = (x[c] as number) - (x[d] as number);
      const im23 = (x[c + 1] as number) - (x[d + 1] as number);
      const re1 = (x[a] as number) + cos5 * outerRe + cos5Twice * innerRe;
      const im1 = (x[a + 1] as number) + cos5 * outerIm + cos5Twice * innerIm;
      const re2 = (x[a] as number) + cos5Twice * outerRe + cos5 * innerRe;
      const im2 = (x[a + 1] as number) + cos5Twice * outerIm + cos5 * innerIm;
      const crossRe1 = sin5 * re14 + sin5Twice * re23;
      const crossIm1 = sin5 * im14 + sin5Twice * im23;
      const crossRe2 = sin5Twice * re14 - sin5 * re23;
      const crossIm2 = sin5Twice * im14 - sin5 * im23;
      y[to] = (x[a] as number) + outerRe + innerRe;
      y[to + 1] = (x[a + 1] as number) + outerIm + innerIm;
      turn(y, to + width, re1 + crossIm1, im1 - crossRe1, twiddles, tw);
      turn(y, to + 2 * width, re2 + crossIm2, im2 - crossRe2, twiddles, tw + 2);
      turn(y, to + 3 * width, re2 - crossIm2, im2 + crossRe2, twiddles, tw + 4);
      turn(y, to + 4 * width, re1 - crossIm1, im1 + crossRe1, twiddles, tw + 6);
    }
  }
};

/** Radix 4 before 2: it does the work of two passes of radix 2 with fewer multiplications. */
const passes: readonly (readonly [number, Pass])[] = [
  [5, radix5],
  [3, radix3],
  [4, radix4],
  [2, radix2],
];
