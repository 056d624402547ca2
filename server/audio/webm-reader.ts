import { readElementHeader, readNumber, undecodable } from "./ebml.ts";

/** Ids of elements (RFC 8794 section 11.2, RFC 9559 section 5.1). */
const ebml = 0x1a45dfa3;
const trackEntry = 0xae;
const trackNumber = 0xd7;
const codecId = 0x86;
const codecPrivate = 0x63a2;
const simpleBlock = 0xa3;
const block = 0xa1;
/** Segment, Cluster, BlockGroup and Tracks: their children are read. */
const entered: ReadonlySet<number> = new Set([0x18538067, 0x1f43b675, 0xa0, 0x1654ae6b]);
/** Elements that are wanted whole. Everything else is skipped. */
const readIds: ReadonlySet<number> = new Set([trackEntry, simpleBlock, block]);

/** Above any Opus packet (61 kB for 120 ms, RFC 6716 section 3.4) and any track's description. */
const maxElementBytes = 64 * 1024;
const lacingFlags = 0x06;

/** What the sound of a WebM stream is: the header of its Opus track, then packets. A new header, a new stream. */
export interface WebmPart {
  readonly kind: "opus-head" | "packet";
  readonly bytes: Buffer;
}

/**
 * Reads the first Opus track of a WebM stream that comes in pieces of any size. Master elements are entered and
 * never left: where they end does not matter to their children, so sizes that are unknown (RFC 8794 section 6.2),
 * as MediaRecorder writes them for segment and clusters, need no care. A second recording may follow the first.
 */
export class WebmReader {
  #bytes: Buffer = Buffer.alloc(0);
  #skipBytes = 0;
  #isBegun = false;
  #opusTrack: number | undefined;

  /**
   * Takes the next bytes and answers the parts that they complete.
   * @throws {FlowError} `audio.undecodable`
   */
  read(bytes: Buffer): WebmPart[] {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    const parts: WebmPart[] = [];
    let at = 0;
    for (let next = this.#step(at, parts); next !== undefined; next = this.#step(at, parts)) at = next;
    this.#bytes = Buffer.from(this.#bytes.subarray(at)); // a copy, so that what was read can go
    return parts;
  }

  /** Goes on by one element, or by what there is of one to skip. Returns where; undefined: more bytes are wanted. */
  #step(at: number, parts: WebmPart[]): number | undefined {
    if (this.#skipBytes > 0 && at < this.#bytes.length) {
      const skippedBytes = Math.min(this.#skipBytes, this.#bytes.length - at);
      this.#skipBytes -= skippedBytes;
      return at + skippedBytes;
    }
    const header = readElementHeader(this.#bytes, at);
    if (header === undefined) return undefined;
    const { id, sizeBytes, contentAt } = header;
    if (id === ebml) this.#begin();
    if (!this.#isBegun) throw undecodable("it does not begin as WebM does");
    if (entered.has(id)) return contentAt;
    if (!readIds.has(id)) {
      if (sizeBytes === Number.POSITIVE_INFINITY) throw undecodable("an element of it has no size");
      this.#skipBytes = sizeBytes;
      return contentAt;
    }
    if (sizeBytes > maxElementBytes) throw undecodable("an element of it is far too long");
    const endAt = contentAt + sizeBytes;
    if (this.#bytes.length < endAt) return undefined;
    const content = this.#bytes.subarray(contentAt, endAt);
    const part = id === trackEntry ? this.#takeTrack(content) : this.#takeBlock(content);
    if (part !== undefined) parts.push(part);
    return endAt;
  }

  #begin(): void {
    this.#isBegun = true;
    this.#opusTrack = undefined;
  }

  #takeTrack(content: Buffer): WebmPart | undefined {
    const fields = new Map<number, Buffer>();
    for (let at = 0; at < content.length; ) {
      const header = readElementHeader(content, at);
      if (header === undefined) throw undecodable("its track is cut short");
      at = header.contentAt + header.sizeBytes;
      fields.set(header.id, content.subarray(header.contentAt, at));
    }
    const isOpus = fields.get(codecId)?.toString("latin1") === "A_OPUS";
    const number = fields.get(trackNumber);
    const head = fields.get(codecPrivate);
    if (!isOpus || number === undefined || head === undefined || this.#opusTrack !== undefined) {
      return undefined;
    }
    this.#opusTrack = number.reduce((value, byte) => value * 256 + byte, 0);
    return { kind: "opus-head", bytes: Buffer.from(head) };
  }

  /** Track number, 16 bits of time, flags, then the packet (RFC 9559 section 10.1 and 10.2). */
  #takeBlock(content: Buffer): WebmPart | undefined {
    if (this.#opusTrack === undefined) throw undecodable("it has no Opus track");
    const track = readNumber(content, 0);
    const flagsAt = (track?.endAt ?? 0) + 2;
    const flags = content[flagsAt];
    if (track === undefined || flags === undefined) throw undecodable("a block of it is cut short");
    if (track.value !== this.#opusTrack) return undefined;
    if ((flags & lacingFlags) !== 0) throw undecodable("its blocks are laced");
    return { kind: "packet", bytes: Buffer.from(content.subarray(flagsAt + 1)) };
  }
}
