import type { AudioPacket } from "#engine/graph/packets.ts";
import type { MediaSpan } from "#engine/media-time.ts";

/** A packet's place in the stream, by sample index, and in media time. */
interface Entry extends MediaSpan {
  readonly startIndex: number;
  readonly endIndex: number;
}

/**
 * A jump in media time up to this is a resampler's rounding, not a hole: within it packets count as joined.
 */
const toleranceMs = 10;

/** Knows which media time each sample of an unbroken stream came from, through the packet that held it. */
export class MediaLedger {
  #entries: Entry[] = [];
  #endIndex = 0;

  /** Whether a packet goes on where the last one ended, on the same clock. */
  continues(packet: MediaSpan): boolean {
    const last = this.#entries.at(-1);
    if (last === undefined) return true;
    if (last.clockRateHz !== packet.clockRateHz) return false;
    const jumpSamples = Math.abs(packet.startSamples - last.endSamples);
    return jumpSamples * 1000 <= toleranceMs * packet.clockRateHz;
  }

  /** Notes the next packet. */
  add(packet: AudioPacket): void {
    if (packet.samples.length === 0) return;
    const { startSamples, endSamples, clockRateHz } = packet;
    const startIndex = this.#endIndex;
    this.#endIndex += packet.samples.length;
    this.#entries.push({ startSamples, endSamples, clockRateHz, startIndex, endIndex: this.#endIndex });
  }

  /** Media time of the samples from `startIndex` up to, not including, `endIndex`; at least one sample. */
  spanOf(startIndex: number, endIndex: number): MediaSpan {
    const first = this.#holding(startIndex);
    const last = this.#holding(endIndex - 1);
    return {
      startSamples: mediaTimeOf(first, startIndex),
      endSamples: mediaTimeOf(last, endIndex),
      clockRateHz: last.clockRateHz,
    };
  }

  /** Media time of the sample at `index`; undefined when no packet that is left holds it. */
  startOf(index: number): number | undefined {
    const entry = this.#entries.find(({ startIndex, endIndex }) => startIndex <= index && index < endIndex);
    return entry === undefined ? undefined : mediaTimeOf(entry, index);
  }

  /** Forgets packets that lie wholly before `index`, but for the last. */
  forgetBefore(index: number): void {
    const oldest = this.#entries.findIndex((entry) => entry.endIndex > index);
    this.#entries = this.#entries.slice(oldest === -1 ? -1 : oldest);
  }

  #holding(index: number): Entry {
    const entry = this.#entries.find(({ endIndex }) => endIndex > index);
    if (entry === undefined || entry.startIndex > index) throw new RangeError(`No packet holds ${index}.`);
    return entry;
  }
}

function mediaTimeOf(entry: Entry, index: number): number {
  const share = (index - entry.startIndex) / (entry.endIndex - entry.startIndex);
  return entry.startSamples + Math.round(share * (entry.endSamples - entry.startSamples));
}
