/**
 * The latest stretch of a stream, addressed by sample index from the stream's start. Old samples are
 * forgotten piece by piece, so memory holds only what somebody still needs.
 *
 *     forgotten | piece | piece | piece |
 *               ^ startIndex            ^ endIndex
 */
export class AudioTape {
  #pieces: Float32Array[] = [];
  #startIndex = 0;
  #endIndex = 0;

  /** Index of the oldest sample kept. */
  get startIndex(): number {
    return this.#startIndex;
  }

  /** Index after the newest sample. */
  get endIndex(): number {
    return this.#endIndex;
  }

  /** Adds a copy of `samples` at the end. */
  append(samples: Float32Array): void {
    if (samples.length === 0) return;
    this.#pieces.push(samples.slice());
    this.#endIndex += samples.length;
  }

  /** A copy of the samples from `startIndex` up to, not including, `endIndex`; both must be on the tape. */
  copy(startIndex: number, endIndex: number): Float32Array {
    const copied = new Float32Array(endIndex - startIndex);
    let at = this.#startIndex;
    for (const piece of this.#pieces) {
      const from = Math.max(startIndex, at) - at;
      const to = Math.min(endIndex, at + piece.length) - at;
      if (from < to) copied.set(piece.subarray(from, to), at + from - startIndex);
      at += piece.length;
    }
    return copied;
  }

  /** Lets go of pieces that lie wholly before `index`. */
  forgetBefore(index: number): void {
    let pieces = 0;
    for (const piece of this.#pieces) {
      if (this.#startIndex + piece.length > index) break;
      this.#startIndex += piece.length;
      pieces++;
    }
    if (pieces > 0) this.#pieces = this.#pieces.slice(pieces);
  }
}
