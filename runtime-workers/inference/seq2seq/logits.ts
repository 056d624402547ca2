/** A token and its natural log-probability among those that may be chosen. */
export interface Choice {
  readonly token: number;
  readonly logProbability: number;
}

/** The likeliest token; of several the first. */
export function likeliest(logits: Float32Array): Choice {
  const peaks = findPeaks(logits);
  return { token: peaks.index, logProbability: -Math.log(sumExp(logits, peaks)) };
}

/** Softmax probability of `token` among `among` (token ids), or among all of them. */
export function probabilityOf(logits: Float32Array, token: number, among?: readonly number[]): number {
  const candidates = among === undefined ? logits : Float32Array.from(among, (id) => logits[id] as number);
  const peaks = findPeaks(candidates);
  return Math.exp((logits[token] as number) - logOf(sumExp(candidates, peaks), peaks.highest));
}

/** Where values are highest. */
export interface Peaks {
  /** Of the first of the highest. */
  readonly index: number;
  /** Minus infinity where there are no values, or none is allowed. */
  readonly highest: number;
  /** The highest of each block. */
  readonly blocks: Float64Array;
}

const blockLength = 256;
/** Values this far (nats) below the highest change the sum of a vocabulary by less than 1e-5. */
const negligible = 24;

/** One pass over all values, which is what costs: the passes behind it leave out the blocks that cannot matter. */
export function findPeaks(values: Float32Array): Peaks {
  const blocks = new Float64Array(Math.ceil(values.length / blockLength));
  let highest = Number.NEGATIVE_INFINITY;
  let highestBlock = 0;
  for (let block = 0; block < blocks.length; block++) {
    const end = Math.min(values.length, (block + 1) * blockLength);
    let top = Number.NEGATIVE_INFINITY;
    for (let at = block * blockLength; at < end; at++) {
      const value = values[at] as number;
      if (value > top) top = value;
    }
    blocks[block] = top;
    if (top > highest) {
      highest = top;
      highestBlock = block;
    }
  }
  const index = Math.max(0, values.indexOf(highest, highestBlock * blockLength));
  return { index, highest, blocks };
}

/** Sum of exp(value - highest) over the values that count. */
export function sumExp(values: Float32Array, { highest: own, blocks }: Peaks, highest = own): number {
  const least = highest - negligible;
  let sum = 0;
  for (let block = 0; block < blocks.length; block++) {
    if (!((blocks[block] as number) > least)) continue;
    const end = Math.min(values.length, (block + 1) * blockLength);
    for (let at = block * blockLength; at < end; at++) {
      const value = values[at] as number;
      if (value > least) sum += Math.exp(value - highest);
    }
  }
  return sum;
}

/** log(sum) + highest; minus infinity when nothing is allowed. */
export function logOf(sum: number, highest: number): number {
  return highest === Number.NEGATIVE_INFINITY ? highest : highest + Math.log(sum);
}
