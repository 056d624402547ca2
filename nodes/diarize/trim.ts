import { msToSamples } from "#engine/media-time.ts";

const hopMs = 10;
/** What is quieter than the loudest hop by more than this is taken for silence. */
const rangeDb = 25;
/** When less than this is left, the loudest hop was a click, and nothing is cut. */
const minSpeechMs = 200;

/**
 * A view of the samples without the silence at both ends that a VAD's padding leaves. It matters: 0.6 s of
 * faint noise at both ends raised voiceprint's balanced error from 4% to 14% (at cosine 0.36), and cutting
 * brought that to 5%.
 */
export function trimSilence(samples: Float32Array, sampleRateHz: number): Float32Array {
  const hopSamples = Math.round(msToSamples(hopMs, sampleRateHz));
  const hops = Math.floor(samples.length / hopSamples);
  const powers = Array.from({ length: hops }, (_, hop) =>
    samples
      .subarray(hop * hopSamples, (hop + 1) * hopSamples)
      .reduce((sum, sample) => sum + sample * sample, 0),
  );
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const limit = loudest / 10 ** (rangeDb / 10);
  const first = powers.findIndex((power) => power >= limit);
  const end = powers.findLastIndex((power) => power >= limit) + 1;
  if ((end - first) * hopMs < minSpeechMs) return samples;
  return samples.subarray(first * hopSamples, end * hopSamples);
}
