/**
 * Audio that the server has not yet made safe. Positions count samples from the first one appended.
 *
 *     start               sent               end
 *       |---- sent, unsafe ----|---- to send ----|
 *
 * It keeps at most `maxMs`; beyond that the oldest is dropped.
 */
export class AudioRing {
  readonly #maxSamples: number;
  #blocks: Int16Array[] = [];
  #startSamples = 0;
  #endSamples = 0;

  constructor(sampleRateHz: number, maxMs = 60_000) {
    this.#maxSamples = (sampleRateHz * maxMs) / 1000;
  }

  /** Position of the oldest sample kept. */
  get startSamples(): number {
    return this.#startSamples;
  }

  /** Position after the newest sample. */
  get endSamples(): number {
    return this.#endSamples;
  }

  /** Takes a block, which must not be written to afterwards. */
  append(block: Int16Array): void {
    this.#blocks.push(block);
    this.#endSamples += block.length;
    while (this.#endSamples - this.#startSamples > this.#maxSamples) this.#dropOldest();
  }

  /** Drops the blocks that lie wholly before a position. */
  forget(beforeSamples: number): void {
    for (
      let [first] = this.#blocks;
      first && this.#startSamples + first.length <= beforeSamples;
      [first] = this.#blocks
    )
      this.#dropOldest();
  }

  /** A copy of at most `maxSamples` from a position on, which must not lie before the start; empty at the end. */
  read(fromSamples: number, maxSamples: number): Int16Array<ArrayBuffer> {
    const samples = new Int16Array(Math.max(0, Math.min(maxSamples, this.#endSamples - fromSamples)));
    let blockStart = this.#startSamples;
    for (const block of this.#blocks) {
      if (blockStart >= fromSamples + samples.length) break;
      if (blockStart + block.length > fromSamples) {
        const part = block.subarray(
          Math.max(0, fromSamples - blockStart),
          fromSamples + samples.length - blockStart,
        );
        samples.set(part, Math.max(0, blockStart - fromSamples));
      }
      blockStart += block.length;
    }
    return samples;
  }

  #dropOldest(): void {
    this.#startSamples += this.#blocks.shift()?.length ?? 0;
  }
}
