import type { TimedWord } from "#engine/graph/packets.ts";

const improbable = 0.15;
const shortSeconds = 0.133;
const shortWeight = 15;
const longSeconds = 2;
const firstWords = 8;
const highestScore = 3;

/**
 * How unlikely a word is to have been said: 1 when the model is unsure of it, and more the further its length is from
 * that of a word. 0: nothing odd. One without a probability is judged by its length only.
 * Source: faster-whisper transcribe.py, word_anomaly_score.
 * @param sampleRateHz that its times are counted in
 */
export function wordAnomaly(
  { probability, startSamples, endSamples }: TimedWord,
  sampleRateHz: number,
): number {
  const seconds = (endSamples - startSamples) / sampleRateHz;
  const unsure = probability !== undefined && probability < improbable ? 1 : 0;
  return unsure + Math.max(0, shortSeconds - seconds) * shortWeight + Math.max(0, seconds - longSeconds);
}

/**
 * Whether the text of these words was probably not said: their first eight score 3 or more, or all but what they are.
 * Source: faster-whisper transcribe.py, is_segment_anomaly.
 */
export function isHallucination(words: readonly TimedWord[], sampleRateHz: number): boolean {
  const first = words.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).slice(0, firstWords);
  if (first.length === 0) return false;
  const score = first.reduce((sum, word) => sum + wordAnomaly(word, sampleRateHz), 0);
  return score >= highestScore || score + 0.01 >= first.length;
}
