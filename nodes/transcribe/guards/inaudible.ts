const lowestRms = 0.0025;
const gateBlockSeconds = 0.1;

/**
 * Whether there is nothing to hear: no tenth of a second is louder than RMS 0.0025 (-52 dBFS). The loudest one
 * counts, since a word in a long silence has little power on the whole.
 */
export function isInaudible(samples: Float32Array, sampleRateHz: number): boolean {
  const limit = lowestRms * lowestRms;
  for (const power of powers(samples, sampleRateHz)) if (power >= limit) return false;
  return true;
}

/** Root mean square of the loudest tenth of a second, 0…1; a shorter stretch counts as if silence filled it up. */
export function loudestRms(samples: Float32Array, sampleRateHz: number): number {
  let most = 0;
  for (const power of powers(samples, sampleRateHz)) most = Math.max(most, power);
  return Math.sqrt(most);
}

/** Mean square of each tenth of a second, computed one after the other as they are asked for. */
function* powers(samples: Float32Array, sampleRateHz: number): Generator<number, void> {
  const block = Math.max(1, Math.round(gateBlockSeconds * sampleRateHz));
  for (let start = 0; start < samples.length; start += block) {
    const end = Math.min(samples.length, start + block);
    let power = 0;
    for (let at = start; at < end; at++) power += (samples[at] as number) ** 2;
    yield power / block;
  }
}
