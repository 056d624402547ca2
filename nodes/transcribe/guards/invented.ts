import type { TimedWord } from "#engine/graph/packets.ts";
import { isHallucination } from "./anomaly.ts";
import { isInaudible } from "./inaudible.ts";

/**
 * Whether odd words stand over audio without a sound: what models write into the silence after speech.
 * @param audio the stretch in which the words are said to lie
 */
export function isInvented(words: readonly TimedWord[], audio: Float32Array, sampleRateHz: number): boolean {
  return isHallucination(words, sampleRateHz) && isInaudible(audio, sampleRateHz);
}
