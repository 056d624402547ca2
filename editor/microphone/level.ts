import { samplesToMs } from "#engine/media-time.ts";

/** Below this nothing is shown, in dBFS. */
export const floorDb = -60;
/** A peak from here on counts as clipped, in dBFS. */
export const clipDb = -0.1;

const fallDbPerS = 30;
const holdMs = 1500;
const clipHoldMs = 3000;

/** A level as a meter shows it. All in dBFS, from {@link floorDb} to 0. */
export interface Level {
  /** Root mean square. A full-scale sine is -3. */
  readonly rmsDb: number;
  readonly peakDb: number;
  /** Highest peak of the last one and a half seconds. */
  readonly heldDb: number;
  /** It clipped within the last three seconds. */
  readonly isClipped: boolean;
}

/** A meter that shows nothing. */
export const silence: Level = { rmsDb: floorDb, peakDb: floorDb, heldDb: floorDb, isClipped: false };

/** A meter's needle: up at once, down by 30 dB a second, as on a peak programme meter (IEC 60268-10 type I is 12). */
export class LevelMeter {
  #level: Level = silence;
  #heldAtMs = Number.NEGATIVE_INFINITY;
  #clippedAtMs = Number.NEGATIVE_INFINITY;

  /** The level after the last block. */
  get level(): Level {
    return this.#level;
  }

  /** Takes the next block of mono samples. */
  add(block: Float32Array, sampleRateHz: number): void {
    const lengthMs = samplesToMs(block.length, sampleRateHz);
    const { peakDb, rmsDb } = measure(block);
    const fallDb = (fallDbPerS * lengthMs) / 1000;
    this.#heldAtMs -= lengthMs;
    this.#clippedAtMs -= lengthMs;
    if (peakDb >= this.#level.heldDb) this.#heldAtMs = 0;
    if (peakDb >= clipDb) this.#clippedAtMs = 0;
    this.#level = {
      rmsDb: Math.max(rmsDb, this.#level.rmsDb - fallDb, floorDb),
      peakDb: Math.max(peakDb, this.#level.peakDb - fallDb, floorDb),
      heldDb: this.#heldAtMs > -holdMs ? Math.max(peakDb, this.#level.heldDb) : Math.max(peakDb, floorDb),
      isClipped: this.#clippedAtMs > -clipHoldMs,
    };
  }
}

/** Peak and root mean square of a block in dBFS, at least {@link floorDb}. */
export function measure(block: Float32Array): { readonly peakDb: number; readonly rmsDb: number } {
  let peak = 0;
  let energy = 0;
  for (const sample of block) {
    peak = Math.max(peak, Math.abs(sample));
    energy += sample * sample;
  }
  return { peakDb: toDb(peak), rmsDb: toDb(Math.sqrt(energy / Math.max(1, block.length))) };
}

function toDb(amplitude: number): number {
  return Math.max(floorDb, 20 * Math.log10(amplitude));
}
