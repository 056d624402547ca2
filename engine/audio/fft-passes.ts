/** One pass of the transform: `count` groups of as many values as the radix, `stride` of them side by side. */
export interface Stage {
  readonly pass: Pass;
  readonly count: number;
  readonly stride: number;
  /** For each group the radix - 1 factors exp(-2πi·group·k / (count·radix)), as pairs (re, im). */
  readonly twiddles: Float64Array;
}

/** Takes the values of `x` through one pass into `y`. */
export type Pass = (stage: Stage, x: Float64Array, y: Float64Array) => void;

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

const sqrtHalf = Math.SQRT1_2;

/**
 * The last pass when eight groups are left: no twiddles, and one pass instead of two. The even and the odd values go
 * through a transform of four each, then together.
 */
export const lastRadix8: Pass = ({ stride }, x, y) => {
  const w = 2 * stride;
  for (let a = 0; a < w; a += 2) {
    const sum04Re = (x[a] as number) + (x[a + 4 * w] as number);
    const sum04Im = (x[a + 1] as number) + (x[a + 4 * w + 1] as number);
    const dif04Re = (x[a] as number) - (x[a + 4 * w] as number);
    const dif04Im = (x[a + 1] as number) - (x[a + 4 * w + 1] as number);
    const sum26Re = (x[a + 2 * w] as number) + (x[a + 6 * w] as number);
    const sum26Im = (x[a + 2 * w + 1] as number) + (x[a + 6 * w + 1] as number);
    const dif26Re = (x[a + 2 * w] as number) - (x[a + 6 * w] as number);
    const dif26Im = (x[a + 2 * w + 1] as number) - (x[a + 6 * w + 1] as number);
    const sum15Re = (x[a + w] as number) + (x[a + 5 * w] as number);
    const sum15Im = (x[a + w + 1] as number) + (x[a + 5 * w + 1] as number);
    const dif15Re = (x[a + w] as number) - (x[a + 5 * w] as number);
    const dif15Im = (x[a + w + 1] as number) - (x[a + 5 * w + 1] as number);
    const sum37Re = (x[a + 3 * w] as number) + (x[a + 7 * w] as number);
    const sum37Im = (x[a + 3 * w + 1] as number) + (x[a + 7 * w + 1] as number);
    const dif37Re = (x[a + 3 * w] as number) - (x[a + 7 * w] as number);
    const dif37Im = (x[a + 3 * w + 1] as number) - (x[a + 7 * w + 1] as number);
    // odd values 1 and 3, turned by an eighth and three eighths
    const odd1Re = dif15Re + dif37Im;
    const odd1Im = dif15Im - dif37Re;
    const odd3Re = dif15Re - dif37Im;
    const odd3Im = dif15Im + dif37Re;
    const turn1Re = sqrtHalf * (odd1Re + odd1Im);
    const turn1Im = sqrtHalf * (odd1Im - odd1Re);
    const turn3Re = sqrtHalf * (odd3Im - odd3Re);
    const turn3Im = -sqrtHalf * (odd3Re + odd3Im);
    pair(y, a, 4 * w, sum04Re + sum26Re, sum04Im + sum26Im, sum15Re + sum37Re, sum15Im + sum37Im);
    pair(y, a + w, 4 * w, dif04Re + dif26Im, dif04Im - dif26Re, turn1Re, turn1Im);
    pair(y, a + 2 * w, 4 * w, sum04Re - sum26Re, sum04Im - sum26Im, sum15Im - sum37Im, sum37Re - sum15Re);
    pair(y, a + 3 * w, 4 * w, dif04Re - dif26Im, dif04Im + dif26Re, turn3Re, turn3Im);
  }
};

/** y[at] = even + odd, y[at + apart] = even - odd */
function pair(
  y: Float64Array,
  at: number,
  apart: number,
  evenRe: number,
  evenIm: number,
  oddRe: number,
  oddIm: number,
): void {
  y[at] = evenRe + oddRe;
  y[at + 1] = evenIm + oddIm;
  y[at + apart] = evenRe - oddRe;
  y[at + apart + 1] = evenIm - oddIm;
}

/** Radix 4 before 2: it does the work of two passes of radix 2 with fewer multiplications. */
export const passes: readonly (readonly [number, Pass])[] = [
  [5, radix5],
  [3, radix3],
  [4, radix4],
  [2, radix2],
];
