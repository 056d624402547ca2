import { samplesToMs } from "../media-time.ts";

/**
 * A session's media clock: how far the source has got. Lag is the media time that a packet is behind it,
 * so it means the same for a live microphone and for a file that runs as fast as it can.
 */
export class MediaClock {
  /** The source rate in Hz; 0 until the source has sent something. */
  rateHz = 0;
  /** Samples that the source has sent, at `rateHz`. */
  capturedSamples = 0;

  /** Called for every packet that leaves a source. */
  advance(endSamples: number, rateHz: number): void {
    this.rateHz = rateHz;
    if (endSamples > this.capturedSamples) this.capturedSamples = endSamples;
  }

  /** Media time that a packet ending at `endSamples` is behind the source, in ms. */
  lagMs(endSamples: number): number {
    return this.rateHz === 0 ? 0 : Math.max(0, samplesToMs(this.capturedSamples - endSamples, this.rateHz));
  }

  /** Media time so far, in ms. */
  get elapsedMs(): number {
    return this.rateHz === 0 ? 0 : samplesToMs(this.capturedSamples, this.rateHz);
  }
}
