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
 * @param pick the index of one of the logits given: by default the highest
 */
export function chooseToken(
  logits: Float32Array,
  sampled: readonly number[],
  rules: LogitRules,
  pick: (logits: Float32Array) => number = indexOfMax,
): Choice {
  for (const token of rules.suppressed) logits[token] = Number.NEGATIVE_INFINITY;
  restrictTimestamps(logits, sampled, rules);
  const text = logits.subarray(0, rules.timestampBegin);
  const times = logits.subarray(rules.timestampBegin);
  const textPeak = text[indexOfMax(text)] as number;
  const timesMass = logSumExp(times);
  if (timesMass > textPeak) {
    const time = pick(times);
    return { token: rules.timestampBegin + time, logProbability: (times[time] as number) - timesMass };
  }
  const token = pick(logits);
  return { token, logProbability: (logits[token] as number) - logSumExp(logits) };
}

/** Softmax probability of `token` among `among` (token ids), or among all of them. */
export function probabilityOf(logits: Float32Array, token: number, among?: readonly number[]): number {
  const candidates = among === undefined ? logits : Float32Array.from(among, (id) => logits[id] as number);
  return Math.exp((logits[token] as number) - logSumExp(candidates));
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

function indexOfMax(values: Float32Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) {
    if ((values[at] as number) > (values[best] as number)) best = at;
  }
  return best;
}

/** Values this far (nats) below the highest change the sum of a vocabulary by less than 1e-5. */
const negligible = 24;

/** log(sum(exp(values))); minus infinity when nothing is allowed. */
function logSumExp(values: Float32Array): number {
  const peak = values[indexOfMax(values)] as number;
  if (peak === Number.NEGATIVE_INFINITY) return peak;
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const below = (values[at] as number) - peak;
    if (below > -negligible) sum += Math.exp(below);
  }
  return peak + Math.log(sum);
}
