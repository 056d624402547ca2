import { type Choice, findPeaks, logOf, sumExp } from "#runtime-workers/inference/seq2seq/logits.ts";

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
