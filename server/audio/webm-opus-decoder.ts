import type { OpusDecoder } from "opus-decoder";
import type { AudioDecoder, DecodedAudio } from "./decoder.ts";
import { undecodable } from "./ebml.ts";
import { type WebmPart, WebmReader } from "./webm-reader.ts";

/** Opus is decoded at this rate, whatever was recorded (RFC 7845 section 5.1). */
const sampleRateHz = 48_000;
/** What opus-decoder has room for: 120 ms at 256 kb/s a channel. */
const maxPacketBytes = 3840;

/** WebM with Opus, as MediaRecorder sends it in pieces, mixed to mono. */
export class WebmOpusDecoder implements AudioDecoder {
  readonly #reader = new WebmReader();
  #opus: OpusDecoder | undefined;
  #channels = 0;
  /** Samples that the encoder put in front, still to be dropped (RFC 7845 section 4.2). */
  #skipSamples = 0;
  /** Calls work one after the other: the decoder of a stream is not ready at once. */
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  decode(bytes: Buffer): Promise<DecodedAudio[]> {
    const next = this.#last.then(() => this.#decode(bytes));
    this.#last = next.catch(() => {});
    return next;
  }

  /** Resolves behind the last decode(); nothing is held but packets that were not sent whole. */
  async flush(): Promise<DecodedAudio[]> {
    await this.#last;
    return [];
  }

  close(): void {
    this.#isClosed = true;
    this.#opus?.free();
    this.#opus = undefined;
  }

  async #decode(bytes: Buffer): Promise<DecodedAudio[]> {
    const decoded: Float32Array[] = [];
    for (const part of this.#isClosed ? [] : this.#reader.read(bytes)) {
      if (part.kind === "opus-head") await this.#begin(part.bytes);
      else decoded.push(this.#decodePacket(part));
      if (this.#isClosed) return [];
    }
    return decoded.filter(({ length }) => length > 0).map((samples) => ({ samples, sampleRateHz }));
  }

  /** Makes the decoder that an OpusHead asks for (RFC 7845 section 5.1). */
  async #begin(head: Buffer): Promise<void> {
    const { channels, preSkipSamples } = readOpusHead(head);
    const { OpusDecoder } = await import("opus-decoder"); // here: no start needs it
    const opus = new OpusDecoder({ channels });
    await opus.ready;
    this.#opus?.free();
    this.#opus = opus;
    this.#channels = channels;
    this.#skipSamples = preSkipSamples;
    if (this.#isClosed) this.close(); // meanwhile
  }

  #decodePacket({ bytes }: WebmPart): Float32Array {
    if (this.#opus === undefined || bytes.length === 0 || bytes.length > maxPacketBytes * this.#channels) {
      throw undecodable("a packet of it is no Opus packet");
    }
    const { channelData, errors } = this.#opus.decodeFrame(bytes);
    const [error] = errors;
    if (error !== undefined) throw undecodable("a packet of it is damaged", error);
    const mono = mean(channelData);
    const dropped = Math.min(this.#skipSamples, mono.length);
    this.#skipSamples -= dropped;
    return dropped === 0 ? mono : mono.slice(dropped);
  }
}

/** Channels and pre-skip of an OpusHead. Mapping family 0 (mono or stereo) is what MediaRecorder makes. */
function readOpusHead(head: Buffer): { channels: number; preSkipSamples: number } {
  const [version = 255, channels = 0] = head.subarray(8);
  if (head.length < 19 || head.toString("latin1", 0, 8) !== "OpusHead" || version >> 4 !== 0) {
    throw undecodable("the header of its Opus track is broken");
  }
  if (head[18] !== 0 || channels < 1 || channels > 2) throw undecodable("it is neither mono nor stereo");
  return { channels, preSkipSamples: head.readUInt16LE(10) };
}

function mean([left = new Float32Array(0), right]: readonly Float32Array[]): Float32Array {
  return right === undefined ? left : left.map((sample, at) => (sample + (right[at] as number)) / 2);
}
