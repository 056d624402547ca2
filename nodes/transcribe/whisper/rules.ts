/** Which tokens a Whisper model may not choose; ids from its own files. */
export interface LogitRules {
  readonly endOfText: number;
  /** Token of 0 s; everything from it on is a timestamp. */
  readonly timestampBegin: number;
  /** Never chosen. */
  readonly suppressed: readonly number[];
  /** The first timestamp is at most this many steps into the window; undefined: anywhere. */
  readonly maxInitialTimestampIndex: number | undefined;
}

/** A token and its natural log-probability among those that the rules allow. */
export interface Choice {
  readonly token: number;
  readonly logProbability: number;
}

/**
 * A token under the rules: a timestamp whenever all timestamps together are likelier than the best text token. The
 * log-probability is that among the tokens which the rules left, whatever the temperature of the draw.
 *
 * Source: openai/whisper decoding.py, SuppressTokens, ApplyTimestampRules, GreedyDecoder. (SuppressBlank
 * and begin_suppress_tokens concern the first token alone, which is always a timestamp here.)
 * @param logits one per token of the vocabulary; written to
 * @param sampled the tokens chosen so far, without the prompt
 * @param pick the index of one of the logits given; by default the highest is taken
 */
export function chooseToken(
  logits: Float32Array,
  sampled: readonly number[],
  rules: LogitRules,
  pick?: (logits: Float32Array) => number,
): Choice {
  for (const token of rules.suppressed) logits[token] = Number.NEGATIVE_INFINITY;
  restrictTimestamps(logits, sampled, rules);
  const { timestampBegin } = rules;
  const [text, times] = [logits.subarray(0, timestampBegin), logits.subarray(timestampBegin)];
  const [textPeaks, timePeaks] = [findPeaks(text), findPeaks(times)];
  const timesMass = logOf(sumExp(times, timePeaks), timePeaks.highest);
  if (timesMass > textPeaks.highest) {
    const time = pick?.(times) ?? timePeaks.index;
    return { token: timestampBegin + time, logProbability: (times[time] as number) - timesMass };
  }
  const highest = Math.max(textPeaks.highest, timePeaks.highest);
  const best = textPeaks.highest >= timePeaks.highest ? textPeaks.index : timestampBegin + timePeaks.index;
  const token = pick?.(logits) ?? best;
  const mass = logOf(sumExp(text, textPeaks, highest) + sumExp(times, timePeaks, highest), highest);
  return { token, logProbability: (logits[token] as number) - mass };
}

/** Softmax probability of `token` among `among` (token ids), or among all of them. */
export function probabilityOf(logits: Float32Array, token: number, among?: readonly number[]): number {
  const candidates = among === undefined ? logits : Float32Array.from(among, (id) => logits[id] as number);
  const peaks = findPeaks(candidates);
  return Math.exp((logits[token] as number) - logOf(sumExp(candidates, peaks), peaks.highest));
}

/** Timestamps come first, in pairs (but for the one before the end), and never go back. */
function restrictTimestamps(logits: Float32Array, sampled: readonly number[], rules: LogitRules): void {
  const { endOfText, timestampBegin, maxInitialTimestampIndex } = rules;
  const isTime = (token: number | undefined) => token !== undefined && token >= timestampBegin;
  if (sampled.length === 0) {
    forbid(logits, 0, timestampBegin);
    if (maxInitialTimestampIndex !== undefined) {
      forbid(logits, timestampBegin + maxInitialTimestampIndex + 1, logits.length);
    }
    return;
  }
  const afterTime = isTime(sampled.at(-1));
  const afterPair = afterTime && (sampled.length === 1 || isTime(sampled.at(-2)));
  if (afterPair) forbid(logits, timestampBegin, logits.length);
  else if (afterTime) forbid(logits, 0, endOfText);
  const lastTime = sampled.findLast(isTime);
  if (lastTime === undefined) return;
  // A pair's second half may equal its first; the end of a segment is later than its start.
  forbid(logits, timestampBegin, afterTime && !afterPair ? lastTime : lastTime + 1);
}

function forbid(logits: Float32Array, from: number, to: number): void {
  logits.fill(Number.NEGATIVE_INFINITY, from, Math.max(from, to));
}

/** Where values are highest. */
interface Peaks {
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
function findPeaks(values: Float32Array): Peaks {
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
function sumExp(values: Float32Array, { highest: own, blocks }: Peaks, highest = own): number {
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
function logOf(sum: number, highest: number): number {
  return highest === Number.NEGATIVE_INFINITY ? highest : highest + Math.log(sum);
}
