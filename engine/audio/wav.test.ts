import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { speechFolder } from "../testing/speech-folder.ts";
import { decodeWav } from "./wav.ts";
import { encodeWav16 } from "./wav-encode.ts";

const rateHz = 8000;
const frames = 400;
const speech = speechFolder;
const sine = (at: number) => 0.9 * Math.sin((2 * Math.PI * 440 * at) / rateHz);

/** G.711 encoders, by the segment tables of ITU-T G.711. */
function encodeMuLaw(level: number): number {
  const magnitude = Math.min(8158, Math.round(Math.abs(level) * 8192)) + 33;
  const exponent = Math.floor(Math.log2(magnitude)) - 5;
  return ~((level < 0 ? 0x80 : 0) | (exponent << 4) | ((magnitude >> (exponent + 1)) & 15)) & 0xff;
}
function encodeALaw(level: number): number {
  const magnitude = Math.min(4095, Math.floor(Math.abs(level) * 4096));
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 4);
  const mantissa = (magnitude >> Math.max(1, exponent)) & 15;
  return ((level < 0 ? 0 : 0x80) | (exponent << 4) | mantissa) ^ 0x55;
}

type Put = (view: DataView, at: number, level: number) => void;
/** name, format tag, bits, largest error at the sine's level, writer of one sample. */
const encodings: readonly (readonly [string, number, number, number, Put])[] = [
  ["pcm 8", 1, 8, 0.5 / 128, (view, at, level) => view.setUint8(at, Math.round(level * 128) + 128)],
  ["pcm 16", 1, 16, 0.5 / 0x8000, (view, at, level) => view.setInt16(at, Math.round(level * 0x8000), true)],
  ["pcm 24", 1, 24, 0.5 / 0x800000 + 6e-8, put24],
  ["pcm 20 in 24", 1, 20, 0.5 / 0x800000 + 6e-8, put24],
  ["pcm 32", 1, 32, 6e-8, (view, at, level) => view.setInt32(at, Math.round(level * 0x80000000), true)],
  ["float 32", 3, 32, 6e-8, (view, at, level) => view.setFloat32(at, level, true)],
  ["float 64", 3, 64, 6e-8, (view, at, level) => view.setFloat64(at, level, true)],
  ["A-law", 6, 8, 64 / 4096, (view, at, level) => view.setUint8(at, encodeALaw(level))],
  ["mu-law", 7, 8, 128 / 8192, (view, at, level) => view.setUint8(at, encodeMuLaw(level))],
];
function put24(view: DataView, at: number, level: number): void {
  const value = Math.round(level * 0x800000);
  view.setUint16(at, value & 0xffff, true);
  view.setInt8(at + 2, value >> 16);
}

function chunk(id: string, body: Uint8Array, sizeBytes = body.length): Uint8Array {
  const head = new DataView(new ArrayBuffer(8));
  for (let at = 0; at < 4; at++) head.setUint8(at, id.charCodeAt(at));
  head.setUint32(4, sizeBytes, true);
  return Buffer.concat([new Uint8Array(head.buffer), body, new Uint8Array(body.length % 2)]);
}
function riff(chunks: readonly Uint8Array[], id = "RIFF", sizeBytes?: number): Uint8Array {
  const body = Buffer.concat([Buffer.from("WAVE"), ...chunks]);
  return chunk(id, body, sizeBytes);
}
function format(
  tag: number,
  bits: number,
  channels: number,
  changes: Record<number, number> = {},
): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  const frameBytes = channels * Math.ceil(bits / 8);
  view.setUint16(0, tag, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, rateHz, true);
  view.setUint32(8, rateHz * frameBytes, true);
  view.setUint16(12, frameBytes, true);
  view.setUint16(14, bits, true);
  for (const [at, value] of Object.entries(changes)) view.setUint16(Number(at), value, true);
  return new Uint8Array(view.buffer);
}
/** Interleaved: channel c plays the sine at (c + 1) / channels of the level. */
function interleave(bits: number, channels: number, put: Put): Uint8Array {
  const sampleBytes = Math.ceil(bits / 8);
  const view = new DataView(new ArrayBuffer(frames * channels * sampleBytes));
  for (let at = 0; at < frames * channels; at++) {
    const channel = at % channels;
    put(view, at * sampleBytes, (sine((at - channel) / channels) * (channel + 1)) / channels);
  }
  return new Uint8Array(view.buffer);
}
const pcm16 = encodings[1] as (typeof encodings)[number];
const fmt16 = chunk("fmt ", format(1, 16, 1));
const data16 = interleave(16, 1, pcm16[4]);

function largestError(samples: Float32Array, scale = 1): number {
  return samples.reduce((most, sample, at) => Math.max(most, Math.abs(sample - scale * sine(at))), 0);
}
function expectSine(bytes: Uint8Array): void {
  const { samples, sampleRateHz, warning } = decodeWav(bytes);
  expect([samples.length, sampleRateHz, warning]).toEqual([frames, rateHz, undefined]);
  expect(largestError(samples)).toBeLessThanOrEqual(0.5 / 0x8000);
}

for (const [name, tag, bits, tolerance, put] of encodings) {
  test.each([1, 2, 5])(`${name} of %i channels decodes to their mean within its quantisation`, (channels) => {
    const plain = riff([
      chunk("fmt ", format(tag, bits, channels)),
      chunk("data", interleave(bits, channels, put)),
    ]);
    const { samples, warning } = decodeWav(plain);
    expect(samples).toHaveLength(frames);
    expect(warning).toBeUndefined();
    expect(largestError(samples, (channels + 1) / (2 * channels))).toBeLessThanOrEqual(tolerance);
  });
}

test("G.711 codes have the values of the recommendation", () => {
  const decode = (tag: number, codes: number[]) => {
    const { samples } = decodeWav(
      riff([chunk("fmt ", format(tag, 8, 1)), chunk("data", Uint8Array.from(codes))]),
    );
    return [...samples].map((sample) => sample * (tag === 6 ? 4096 : 8192));
  };
  expect(decode(7, [0xff, 0x80, 0x00, 0xf0, 0xef])).toEqual([0, 8031, -8031, 30, 33]);
  expect(decode(6, [0xd5, 0x55, 0xaa, 0x2a, 0xd4])).toEqual([1, -1, 4032, -4032, 3]);
});

const extensible = Buffer.concat([format(0xfffe, 16, 1), new Uint8Array([22, 0, 16, 0, 4, 0, 0, 0, 1, 0])]);
const guidRest = Buffer.from("000000001000800000aa00389b71", "hex");
const ds64 = new DataView(new ArrayBuffer(28));
ds64.setBigUint64(8, BigInt(data16.length), true);
const odd = chunk("LIST", new Uint8Array(7));
const data = chunk("data", data16);
const list = chunk("LIST", new Uint8Array(10).fill(0x55));

test.each<[string, Uint8Array]>([
  ["with an extensible header", riff([chunk("fmt ", Buffer.concat([extensible, guidRest])), data])],
  ["with chunks of odd size, padded", riff([odd, fmt16, odd, data])],
  [
    "with LIST, JUNK and bext in front and behind",
    riff([chunk("JUNK", new Uint8Array(28)), chunk("bext", new Uint8Array(603)), fmt16, list, data, list]),
  ],
  [
    "of unknown size as ffmpeg pipes it",
    riff([fmt16, chunk("data", data16, 0xffffffff)], "RIFF", 0xffffffff),
  ],
  ["of unknown size as sox pipes it", riff([fmt16, chunk("data", data16, 0x7ffff000)], "RIFF", 0x7ffff024)],
  ["of size 0, never finished", riff([fmt16, chunk("data", data16, 0)], "RIFF", 0)],
  ["of size 0, with the header's own size", riff([fmt16, chunk("data", data16, 0)], "RIFF", 36)],
  [
    "as RF64",
    riff(
      [chunk("ds64", new Uint8Array(ds64.buffer)), fmt16, chunk("data", data16, 0xffffffff), list],
      "RF64",
      0xffffffff,
    ),
  ],
])("a file %s decodes whole", (_name, bytes) => {
  expectSine(bytes);
  expectSine(Buffer.concat([new Uint8Array(3), bytes]).subarray(3)); // views need no alignment
});

test("a file cut short plays its whole frames, with a warning that says how much is there", () => {
  const { samples, warning } = decodeWav(riff([fmt16, data]).subarray(0, 44 + 401));
  expect(samples).toHaveLength(200);
  expect(largestError(samples)).toBeLessThanOrEqual(0.5 / 0x8000);
  expect(warning).toBe("The WAV file is cut short: it holds 0.025 s of the 0.050 s in its header.");
});

test("what is no number is silence, so that it cannot poison a filter", () => {
  const values = [Number.NaN, 0.5, Number.POSITIVE_INFINITY, 1e300];
  const body = new Uint8Array(Float64Array.from(values).buffer);
  const { samples } = decodeWav(riff([chunk("fmt ", format(3, 64, 1)), chunk("data", body)]));
  expect([...samples]).toEqual([0, 0.5, 0, 0]);
});

const badFormat = (changes: Record<number, number>) => riff([chunk("fmt ", format(1, 16, 2, changes)), data]);
test.each<[string, Uint8Array, string, RegExp]>([
  ["without RIFF", Buffer.from("This is no sound at all."), "wav.malformed", /RIFF/],
  ["without WAVE", chunk("RIFF", Buffer.from("AVI LIST")), "wav.malformed", /WAVE/],
  ["of a tiny header", Buffer.from("RIFF\0\0"), "wav.malformed", /header is cut off/],
  ["with nothing behind WAVE", riff([]), "wav.malformed", /no fmt chunk/],
  ["without fmt", riff([data]), "wav.malformed", /no fmt chunk before its data/],
  ["without data", riff([fmt16, list]), "wav.malformed", /no data chunk/],
  ["cut in the fmt chunk", riff([fmt16]).subarray(0, 30), "wav.malformed", /fmt chunk is cut off/],
  [
    "with a chunk size into nowhere",
    riff([chunk("LIST", list, 0x7ffffff0), fmt16, data]),
    "wav.malformed",
    /no fmt/,
  ],
  [
    "with rubbish for a chunk",
    riff([new Uint8Array(64), fmt16, data]),
    "wav.malformed",
    /no chunk at byte 12/,
  ],
  ["of zero channels", badFormat({ 2: 0 }), "wav.malformed", /no channels/],
  ["of rate 0", badFormat({ 4: 0 }), "wav.malformed", /sample rate is 0 Hz/],
  ["of rate 4 GHz", badFormat({ 6: 0xffff }), "wav.malformed", /sample rate is 4\d+ Hz/],
  ["of 0 bits", badFormat({ 14: 0 }), "wav.malformed", /0 bits/],
  ["whose block align does not fit", badFormat({ 12: 3 }), "wav.malformed", /3 bytes, 2 x 16 bits need 4/],
  ["of ADPCM", badFormat({ 0: 0x11, 14: 4 }), "wav.unsupported", /0x0011/],
  ["of 64-bit PCM", badFormat({ 12: 16, 14: 64 }), "wav.unsupported", /0x0001 with 64 bits/],
  ["of no frames", riff([fmt16, chunk("data", new Uint8Array(0))]), "file.empty", /no sound/],
  [
    "of no frames, with a LIST behind",
    riff([fmt16, chunk("data", new Uint8Array(0)), list]),
    "file.empty",
    /no sound/,
  ],
])("a file %s is refused with a reason", (_name, bytes, code, reason) => {
  expect(() => decodeWav(bytes)).toThrow(reason);
  expect(() => decodeWav(bytes)).toThrow(expect.objectContaining({ code, field: "file" }));
});

test("encodeWav16 clips, and decodeWav gives its samples back", () => {
  const samples = Float32Array.of(0, 0.5, -0.25, -1, 2, -2);
  const decoded = decodeWav(encodeWav16(samples, 44_100));
  expect(decoded.sampleRateHz).toBe(44_100);
  expect([...decoded.samples]).toEqual([0, 0.5, -0.25, -1, 0x7fff / 0x8000, -1]);
});

test.skipIf(!existsSync(speech))(
  "recordings have their length and speech level (skipped without them)",
  () => {
    const jfk = decodeWav(readFileSync(`${speech}/jfk-inaugural-11s.wav`));
    expect([jfk.samples.length, jfk.sampleRateHz]).toEqual([176_000, 16_000]);
    const level = Math.sqrt(
      jfk.samples.reduce((sum, sample) => sum + sample * sample, 0) / jfk.samples.length,
    );
    expect(level).toBeGreaterThan(0.05);
    for (const name of readdirSync(`${speech}/digits`).filter((file) => file.endsWith(".wav"))) {
      const digit = decodeWav(readFileSync(`${speech}/digits/${name}`));
      expect(digit.sampleRateHz).toBe(8000);
      expect(digit.warning).toBeUndefined();
    }
  },
);
