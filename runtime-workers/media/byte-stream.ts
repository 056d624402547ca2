/** Fetches the next bytes; undefined at the end. The bytes are not written to afterwards. */
export type PullBytes = () => Promise<Uint8Array | undefined>;

/** Bytes in order, from a disk or a pipe. */
export class ByteStream {
  /** Bytes read or skipped so far. */
  offsetBytes = 0;
  readonly #pull: PullBytes;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(pull: PullBytes) {
    this.#pull = pull;
  }

  /** The next `lengthBytes`; fewer only at the end of the stream. */
  async read(lengthBytes: number): Promise<Uint8Array> {
    if (this.#bytes.length >= lengthBytes) return this.#take(lengthBytes);
    const parts: Uint8Array[] = [];
    let missingBytes = lengthBytes;
    while (missingBytes > 0 && (await this.#fill())) {
      const part = this.#take(missingBytes);
      parts.push(part);
      missingBytes -= part.length;
    }
    return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  }

  /** What read() would return, without going on. */
  async peek(lengthBytes: number): Promise<Uint8Array> {
    const bytes = await this.read(lengthBytes);
    this.#bytes = Buffer.concat([bytes, this.#bytes]);
    this.offsetBytes -= bytes.length;
    return bytes;
  }

  /** Goes on to `offsetBytes`, or to the end of the stream when that comes first. */
  async skipTo(offsetBytes: number): Promise<void> {
    while (this.offsetBytes < offsetBytes && (await this.#fill())) {
      this.#take(offsetBytes - this.offsetBytes);
    }
  }

  /** Has at least one byte at hand; false at the end. */
  async #fill(): Promise<boolean> {
    while (this.#bytes.length === 0) {
      const next = await this.#pull();
      if (next === undefined) return false;
      this.#bytes = next;
    }
    return true;
  }

  #take(mostBytes: number): Uint8Array {
    const taken = this.#bytes.subarray(0, mostBytes);
    this.#bytes = this.#bytes.subarray(taken.length);
    this.offsetBytes += taken.length;
    return taken;
  }
}
