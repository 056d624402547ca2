import { FlowError } from "../errors.ts";
import { plausibleSample } from "./plausible-sample.ts";

type SampleReader = (view: DataView, offsetBytes: number) => number;

/** One sample as -1…1, by encoding and width in bits. All are little-endian. */
const sampleReaders = {
  "pcm-8": (view, at) => (view.getUint8(at) - 128) / 128, // the one width that is unsigned
  "pcm-16": (view, at) => view.getInt16(at, true) / 0x8000,
  "pcm-24": (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x80_0000,
  "pcm-32": (view, at) => view.getInt32(at, true) / 0x8000_0000,
  "float-32": (view, at) => view.getFloat32(at, true),
  "float-64": (view, at) => view.getFloat64(at, true),
  "a-law-8": (view, at) => aLaw[view.getUint8(at)] as number,
  "mu-law-8": (view, at) => muLaw[view.getUint8(at)] as number,
} as const satisfies Record<string, SampleReader>;

/** Encoding and width of WAV samples. */
export type WavEncoding = keyof typeof sampleReaders;

/** ITU-T G.711 table 1: even bits inverted, 13 bits of magnitude and sign. */
const aLaw = Float32Array.from({ length: 256 }, (_, byte) => {
  const code = byte ^ 0x55;
  const exponent = (code >> 4) & 7;
  const mantissa = 2 * (code & 15) + 1;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 32) << (exponent - 1);
  return (code & 0x80 ? magnitude : -magnitude) / 4096;
});

/** ITU-T G.711 table 2: all bits inverted, 14 bits of magnitude and sign. */
const muLaw = Float32Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte;
  const magnitude = ((2 * (code & 15) + 33) << ((code >> 4) & 7)) - 33;
  return (code & 0x80 ? -magnitude : magnitude) / 8192;
});

/** Rates above this are taken for damage, in Hz. */
const highestRateHz = 768_000;
/** Data size that sox writes, in whole frames, when it cannot seek back; others write 0 or 0xffffffff. */
const soxUnknownBytes = 0x7fff_f000;
/** WAVE_FORMAT_EXTENSIBLE: the real tag opens the subformat GUID. */
const extensibleTag = 0xfffe;
const encodingsByTag: Readonly<Record<number, readonly WavEncoding[]>> = {
  1: ["pcm-8", "pcm-16", "pcm-24", "pcm-32"],
  3: ["float-32", "float-64"],
  6: ["a-law-8"],
  7: ["mu-law-8"],
};

/** What a WAV header says. */
export interface WavHeader {
  readonly encoding: WavEncoding;
  readonly channels: number;
  readonly sampleRateHz: number;
  /** Bytes of one sample of every channel. */
  readonly frameBytes: number;
  /** Where the samples start. */
  readonly dataOffsetBytes: number;
  /** Bytes of samples; Infinity when the writer did not know (then they go to the end of the file). */
  readonly dataBytes: number;
}

/** A stretch of a file. */
export interface ByteRange {
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

/** A whole WAV file as mono. */
export interface WavAudio {
  /** Mean of all channels, -1…1 at full scale. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** Set when the file ends before its header says. */
  readonly warning: string | undefined;
}

/** Whether a file that starts so is to be read as WAV. 12 bytes decide; a file cut within them counts as WAV. */
export function looksLikeWav(start: Uint8Array): boolean {
  if (!["RIFF", "RF64", "BW64"].includes(textAt(start, 0))) return false;
  return start.length < 12 || textAt(start, 8) === "WAVE";
}

/**
 * Reads the header of a RIFF/WAVE, RF64 or BW64 file (Microsoft RIFF 1991, EBU Tech 3306, ITU-R BS.2088).
 * Yields the ranges that it needs, always further on in the file, so that a pipe serves as well as a disk;
 * wants each answered with its bytes, fewer only at the end of the file.
 * @throws {FlowError} `wav.malformed` or `wav.unsupported`, field `file`.
 */
export function* parseWavHeader(): Generator<ByteRange, WavHeader, Uint8Array> {
  const riff = yield { offsetBytes: 0, lengthBytes: 12 };
  if (!looksLikeWav(riff)) throw malformed("it does not start with RIFF and WAVE");
  if (riff.length < 12) throw malformed("its header is cut off");
  const riffBytes = viewOf(riff).getUint32(4, true);
  let format: Omit<WavHeader, "dataOffsetBytes" | "dataBytes"> | undefined;
  let longDataBytes = 0;
  for (let offsetBytes = 12; ; ) {
    const head = yield { offsetBytes, lengthBytes: 8 };
    if (head.length < 8) throw malformed(`it has no ${format === undefined ? "fmt" : "data"} chunk`);
    const id = textAt(head, 0);
    if (!/^[ -~]{4}$/.test(id)) throw malformed(`there is no chunk at byte ${offsetBytes}`);
    const sizeBytes = viewOf(head).getUint32(4, true);
    const bodyBytes = offsetBytes + 8;
    if (id === "fmt ") {
      format = parseFormat(yield { offsetBytes: bodyBytes, lengthBytes: Math.min(sizeBytes, 40) });
    } else if (id === "ds64") {
      longDataBytes = longSize(yield { offsetBytes: bodyBytes, lengthBytes: Math.min(sizeBytes, 16) });
    } else if (id === "data") {
      if (format === undefined) throw malformed("it has no fmt chunk before its data");
      const riffRestBytes = riffBytes + 8 - bodyBytes;
      const isUnknown = isUnknownSize(sizeBytes, format.frameBytes, riffRestBytes);
      const dataBytes = isUnknown ? longDataBytes || Number.POSITIVE_INFINITY : sizeBytes;
      return { ...format, dataOffsetBytes: bodyBytes, dataBytes };
    }
    offsetBytes = bodyBytes + sizeBytes + (sizeBytes % 2); // chunks start at even bytes
  }
}

/**
 * Decodes the whole frames of `bytes` into `target` from `at` on, each as the mean of its channels.
 * `bytes` starts at a frame. Returns the count of frames.
 */
export function decodeFrames(
  header: Pick<WavHeader, "encoding" | "channels" | "frameBytes">,
  bytes: Uint8Array,
  target: Float32Array,
  at: number,
): number {
  const { channels, frameBytes } = header;
  const readSample = sampleReaders[header.encoding];
  const sampleBytes = frameBytes / channels;
  const view = viewOf(bytes);
  const frames = Math.floor(bytes.length / frameBytes);
  let offsetBytes = 0;
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += readSample(view, offsetBytes);
      offsetBytes += sampleBytes;
    }
    const mean = Math.fround(sum / channels);
    target[at + frame] = plausibleSample(mean);
  }
  return frames;
}

/**
 * Decodes a whole WAV file in memory to mono.
 * @throws {FlowError} `wav.malformed`, `wav.unsupported` or `file.empty`, field `file`.
 */
export function decodeWav(bytes: Uint8Array): WavAudio {
  const parser = parseWavHeader();
  let step = parser.next();
  while (!step.done) {
    const { offsetBytes, lengthBytes } = step.value;
    step = parser.next(bytes.subarray(offsetBytes, offsetBytes + lengthBytes));
  }
  const header = step.value;
  const data = bytes.subarray(header.dataOffsetBytes).subarray(0, header.dataBytes);
  const samples = new Float32Array(Math.floor(data.length / header.frameBytes));
  if (samples.length === 0) throw emptyFile();
  decodeFrames(header, data, samples, 0);
  return { samples, sampleRateHz: header.sampleRateHz, warning: cutWarning(header, data.length) };
}

/** The error of a file without a single frame. */
export function emptyFile(): FlowError {
  return new FlowError("file.empty", { field: "file" });
}

/** What to say when only `dataBytes` of the header's were there; undefined when nothing is missing. */
export function cutWarning(header: WavHeader, dataBytes: number): string | undefined {
  if (header.dataBytes === Number.POSITIVE_INFINITY || dataBytes >= header.dataBytes) return undefined;
  const bytesPerSecond = header.frameBytes * header.sampleRateHz;
  const [hasS, saysS] = [dataBytes, header.dataBytes].map((size) => (size / bytesPerSecond).toFixed(3));
  return `The WAV file is cut short: it holds ${hasS} s of the ${saysS} s in its header.`;
}

function parseFormat(body: Uint8Array): Omit<WavHeader, "dataOffsetBytes" | "dataBytes"> {
  if (body.length < 16) throw malformed("its fmt chunk is cut off");
  const view = viewOf(body);
  let tag = view.getUint16(0, true);
  if (tag === extensibleTag) {
    if (body.length < 26) throw malformed("its extensible fmt chunk is cut off");
    tag = view.getUint16(24, true);
  }
  const channels = view.getUint16(2, true);
  const sampleRateHz = view.getUint32(4, true);
  const frameBytes = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  if (channels === 0) throw malformed("it has no channels");
  if (sampleRateHz === 0 || sampleRateHz > highestRateHz) {
    throw malformed(`its sample rate is ${sampleRateHz} Hz, allowed are 1 to ${highestRateHz}`);
  }
  const encoding = encodingOf(tag, bits);
  const neededBytes = channels * Math.ceil(bits / 8);
  if (frameBytes !== neededBytes) {
    throw malformed(`its frames take ${frameBytes} bytes, ${channels} x ${bits} bits need ${neededBytes}`);
  }
  return { encoding, channels, sampleRateHz, frameBytes };
}

/** A width that is no multiple of 8 bits lies in the upper bits of the next one. */
function encodingOf(tag: number, bits: number): WavEncoding {
  const encodings = encodingsByTag[tag];
  if (encodings !== undefined && bits === 0) throw malformed("its samples have 0 bits");
  const encoding = encodings?.find((name) => name.endsWith(`-${Math.ceil(bits / 8) * 8}`));
  if (encoding !== undefined) return encoding;
  const name = `0x${tag.toString(16).padStart(4, "0")}`;
  throw new FlowError("wav.unsupported", {
    field: "file",
    message: `The WAV file has format tag ${name} with ${bits} bits, which is not read.`,
  });
}

function longSize(body: Uint8Array): number {
  if (body.length < 16) throw malformed("its ds64 chunk is cut off");
  return Number(viewOf(body).getBigUint64(8, true));
}

/**
 * Whether a data size stands for "not known". A 0 does, unless the RIFF size, which is filled in last,
 * counts chunks behind the data (`riffRestBytes`): then the file really is empty.
 */
function isUnknownSize(sizeBytes: number, frameBytes: number, riffRestBytes: number): boolean {
  if (sizeBytes === 0) return riffRestBytes <= 0 || riffRestBytes > soxUnknownBytes;
  if (sizeBytes === 0xffff_ffff) return true;
  return sizeBytes <= soxUnknownBytes && sizeBytes > soxUnknownBytes - frameBytes;
}

function malformed(reason: string): FlowError {
  return new FlowError("wav.malformed", { field: "file", message: `The WAV file is broken: ${reason}.` });
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
