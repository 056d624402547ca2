/**
 * Where in the audio each token was chosen, from the cross-attention of the heads that follow the audio: weights
 * normalised over the tokens, smoothed over time by a median filter, averaged over the heads, and the cheapest monotone
 * path through them.
 *
 * Source: openai/whisper timing.py, find_alignment.
 * @param rows for each token the weights of all heads, one after the other, `frames` values each
 * @param frames of a head
 * @param withAudio frames that hold audio; the rest is left out
 * @param filterFrames width of the median filter, odd
 * @returns for each token the frame at which its part of the path begins
 */
export function alignTokens(
  rows: readonly Float32Array[],
  { frames, withAudio, filterFrames }: { frames: number; withAudio: number; filterFrames: number },
): readonly number[] {
  const heads = Math.floor((rows[0]?.length ?? 0) / frames);
  const used = Math.max(1, Math.min(frames, withAudio));
  const mean = rows.map(() => new Float32Array(used));
  for (let head = 0; head < heads; head++) {
    const weights = rows.map((row) => row.slice(head * frames, head * frames + used));
    normaliseOverTokens(weights);
    for (const [token, row] of weights.entries()) {
      const target = mean[token] as Float32Array;
      const smooth = medianFilter(row, filterFrames);
      for (let at = 0; at < used; at++) target[at] = (target[at] as number) + (smooth[at] as number) / heads;
    }
  }
  return monotonePath(mean);
}

/** Each frame's weights get mean 0 and deviation 1 over the tokens; a frame that is the same for all becomes 0. */
export function normaliseOverTokens(rows: readonly Float32Array[]): void {
  const frames = rows[0]?.length ?? 0;
  const mean = new Float64Array(frames);
  const scale = new Float64Array(frames);
  for (const row of rows) {
    for (let at = 0; at < frames; at++) mean[at] = (mean[at] as number) + (row[at] as number) / rows.length;
  }
  for (const row of rows) {
    for (let at = 0; at < frames; at++) {
      scale[at] = (scale[at] as number) + ((row[at] as number) - (mean[at] as number)) ** 2 / rows.length;
    }
  }
  for (let at = 0; at < frames; at++) {
    const variance = scale[at] as number;
    scale[at] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  }
  for (const row of rows) {
    for (let at = 0; at < frames; at++) {
      row[at] = ((row[at] as number) - (mean[at] as number)) * (scale[at] as number);
    }
  }
}

/**
 * The middle one of `width` values around each, the row mirrored at both ends; the row itself when it is too short.
 * @param width odd
 */
export function medianFilter(row: Float32Array, width: number): Float32Array {
  const half = (width - 1) / 2;
  if (row.length <= half) return row;
  const mirrored = (at: number) =>
    row[at < 0 ? -at : at >= row.length ? 2 * row.length - 2 - at : at] as number;
  const sorted = Float32Array.from({ length: width }, (_, at) => mirrored(at - half)).sort();
  const middles = new Float32Array(row.length);
  for (let at = 0; at < row.length; at++) {
    middles[at] = sorted[half] as number;
    exchange(sorted, mirrored(at - half), mirrored(at + half + 1));
  }
  return middles;
}

/** Puts a value in the place of another one and moves it to where the order wants it. */
function exchange(sorted: Float32Array, old: number, next: number): void {
  const last = sorted.length - 1;
  let at = 0;
  while (at < last && sorted[at] !== old) at++;
  for (; at > 0 && (sorted[at - 1] as number) > next; at--) sorted[at] = sorted[at - 1] as number;
  for (; at < last && (sorted[at + 1] as number) < next; at++) sorted[at] = sorted[at + 1] as number;
  sorted[at] = next;
}

const bothOn = 0;
const tokenOn = 1;
const frameOn = 2;

/**
 * Dynamic time warping: the path from the first token and frame to the last ones that collects the most weight, each step
 * going on by a token, a frame or both.
 * @returns for each row the column where the path enters it
 */
export function monotonePath(weights: readonly Float32Array[]): readonly number[] {
  const frames = weights[0]?.length ?? 0;
  const steps = weights.map(() => new Uint8Array(frames));
  let above = new Float64Array(frames + 1).fill(Number.NEGATIVE_INFINITY);
  above[0] = 0;
  for (const [token, row] of weights.entries()) {
    const sums = new Float64Array(frames + 1).fill(Number.NEGATIVE_INFINITY);
    const taken = steps[token] as Uint8Array;
    for (let at = 0; at < frames; at++) {
      const both = above[at] as number;
      const down = above[at + 1] as number;
      const along = sums[at] as number;
      taken[at] = both > down && both > along ? bothOn : down > along ? tokenOn : frameOn;
      sums[at + 1] = Math.max(both, down, along) + (row[at] as number);
    }
    above = sums;
  }
  return entries(steps, frames);
}

function entries(steps: readonly Uint8Array[], frames: number): readonly number[] {
  const starts = new Array<number>(steps.length).fill(0);
  let token = steps.length - 1;
  let at = frames - 1;
  while (token >= 0) {
    starts[token] = at;
    const step = (steps[token] as Uint8Array)[at];
    if (step !== frameOn) token--;
    if (step !== tokenOn) at--;
    if (at < 0) break;
  }
  return starts;
}
