const lowestRms = 0.0025;
const gateBlockSeconds = 0.1;

/**
 * Whether there is nothing to hear: no tenth of a second is louder than RMS 0.0025 (-52 dBFS). The loudest one
 * counts, since a word in a long silence has little power on the whole.
 */
export function isInaudible(samples: Float32Array, sampleRateHz: number): boolean {
  const block = Math.max(1, Math.round(gateBlockSeconds * sampleRateHz));
  const limit = lowestRms * lowestRms;
  for (let start = 0; start < samples.length; start += block) {
    const end = Math.min(samples.length, start + block);
    let power = 0;
    for (let at = start; at < end; at++) power += (samples[at] as number) ** 2;
    if (power >= limit * block) return false;
  }
  return true;
}
