import type { TimedWord } from "#engine/graph/packets.ts";
import { alignTokens } from "./alignment.ts";
import type { DecodedWindow } from "./decode-window.ts";
import type { WhisperModel } from "./model-files.ts";
import { splitWords } from "./split-words.ts";
import type { TimedTokens } from "./windows.ts";

/**
 * The words of a window's parts, each with its place in samples from the window's start and its mean token probability.
 * A word ends where the next token begins, and lies within its part. Undefined where the export gives no cross-attention.
 * @param audioSamples of the window that hold audio
 */
export function timeWords(
  model: WhisperModel,
  { attention, logProbabilities, language }: DecodedWindow,
  parts: readonly TimedTokens[],
  audioSamples: number,
): readonly (readonly TimedWord[])[] | undefined {
  if (attention === undefined) return undefined;
  const { timestampSamples, medianFilterFrames } = model;
  const starts = alignTokens(attention, {
    frames: model.features.windowSamples / timestampSamples,
    withAudio: Math.ceil(audioSamples / timestampSamples),
    filterFrames: medianFilterFrames,
  });
  const startOf = (token: number) => (starts[token] ?? Number.POSITIVE_INFINITY) * timestampSamples;
  return parts.map(({ tokens, firstToken, startSamples, endSamples }) => {
    const clamp = (samples: number) => Math.min(endSamples, Math.max(startSamples, samples));
    return splitWords(tokens, language, model.toText).map(({ text, from, to }) => ({
      text: text.trim(),
      startSamples: clamp(startOf(firstToken + from)),
      endSamples: clamp(startOf(firstToken + to)),
      probability: meanProbability(logProbabilities.slice(firstToken + from, firstToken + to)),
    }));
  });
}

function meanProbability(logProbabilities: readonly number[]): number {
  const sum = logProbabilities.reduce((total, value) => total + Math.exp(value), 0);
  return sum / Math.max(1, logProbabilities.length);
}
