import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { decodeWav } from "#engine/audio/wav.ts";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import { createAudioDecoder } from "./create-decoder.ts";
import type { DecodedAudio } from "./decoder.ts";

const sample = new URL("../../flows/samples/conversation.wav", import.meta.url).pathname;
const original = decodeWav(readFileSync(sample)).samples;
const rateHz = 48_000;
/** The first 5 s of the sample, stereo, by Chromium 156's MediaRecorder at 32 kb/s, in pieces of 100 ms. */
const recording = readFileSync(new URL("fixtures/chromium-recording.webm", import.meta.url));
const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;
const hello: AudioHello = {
  ...{ type: "hello", version: 1, format: "webm-opus", sampleRateHz: rateHz, channels: 1 },
};

/** Decodes bytes in pieces of random lengths (of a fixed seed), without waiting for one before the next is sent. */
async function decode(bytes: Buffer, mostBytes: number): Promise<Float32Array> {
  const decoder = createAudioDecoder(hello);
  const pending: (Promise<DecodedAudio[]> | DecodedAudio[])[] = [];
  let random = 42;
  for (let at = 0; at < bytes.length; ) {
    random = (random * 16_807) % 2_147_483_647;
    const length = 1 + (random % mostBytes);
    pending.push(decoder.decode(bytes.subarray(at, at + length)));
    at += length;
  }
  pending.push(decoder.flush());
  const decoded = (await Promise.all(pending)).flat();
  decoder.close();
  for (const { sampleRateHz } of decoded) expect(sampleRateHz).toBe(rateHz);
  return Float32Array.from(decoded.flatMap(({ samples }) => [...samples]));
}

/** Best correlation of audio with the original over shifts of up to half a second, and that shift in samples. */
function align(audio: Float32Array): { shift: number; correlation: number } {
  const at = (shift: number, step: number) => {
    let [both, left, right] = [0, 0, 0];
    for (let n = Math.max(0, -shift); n < Math.min(audio.length, original.length - shift); n += step) {
      const [a, b] = [audio[n] as number, original[n + shift] as number];
      both += a * b;
      left += a * a;
      right += b * b;
    }
    return { shift, correlation: both / Math.sqrt(left * right) };
  };
  const best = (shifts: number[], step: number) =>
    shifts.map((shift) => at(shift, step)).reduce((a, b) => (b.correlation > a.correlation ? b : a));
  const range = (middle: number, reach: number, step: number) =>
    Array.from({ length: (2 * reach) / step + 1 }, (_, index) => middle - reach + index * step);
  const coarse = best(range(0, rateHz / 2, 8), 61);
  return best(range(coarse.shift, 16, 1), 1);
}

test.each([1, 50, 5000])(
  "a recording of Chromium is decoded, in pieces of up to %i bytes",
  async (mostBytes) => {
    const audio = await decode(recording, mostBytes);
    expect(audio.length).toBe(82 * 0.06 * rateHz); // packets of 60 ms
    expect(align(audio).correlation).toBeGreaterThan(0.95);
  },
);

test.skipIf(!hasFfmpeg)(
  "a WebM file of ffmpeg is decoded whole and in its place (skipped without ffmpeg)",
  async () => {
    const args = ["-v", "error", "-i", sample, "-c:a", "libopus", "-f", "webm", "-live", "1", "pipe:1"];
    const audio = await decode(execFileSync("ffmpeg", args, { maxBuffer: 2 ** 24 }), 700);
    expect(Math.abs(audio.length - original.length)).toBeLessThan(0.02 * rateHz);
    const { shift, correlation } = align(audio);
    expect(correlation).toBeGreaterThan(0.95);
    expect(Math.abs(shift)).toBeLessThan(3); // the encoder's delay is skipped
  },
);

test("a second recording may follow on the same socket", async () => {
  const once = await decode(recording, 900);
  const twice = await decode(Buffer.concat([recording, recording]), 900);
  expect(twice).toEqual(Float32Array.from([...once, ...once]));
});

test("a stream that breaks off gives what came whole", async () => {
  const whole = await decode(recording, 900);
  const cut = await decode(recording.subarray(0, 10_000), 900);
  expect(cut.length).toBeGreaterThan(2 * rateHz);
  expect(whole.subarray(0, cut.length)).toEqual(cut);
});

const [headAt, firstBlockAt] = [recording.indexOf("OpusHead"), recording.indexOf(Buffer.from([0xa3, 0x40]))];
/** The recording with bytes written over. */
function changed(at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(recording);
  copy.set(bytes, at);
  return copy;
}

test.each([
  ["it is no WebM", Buffer.from("RIFF....WAVEfmt ")],
  ["it begins in the middle", recording.subarray(5000)],
  ["it has a number of no length", changed(firstBlockAt, 0)],
  ["it has a block of a gigabyte", changed(firstBlockAt + 1, 0x08, 0x40, 0, 0, 0)],
  ["its header is broken", changed(headAt, 0)],
  ["it has nine channels", changed(headAt + 9, 9)],
  ["its codec is another", changed(recording.indexOf("A_OPUS"), 0x42)],
  ["its blocks are laced", changed(firstBlockAt + 6, 0x82)],
  ["a packet is cut to nothing", changed(firstBlockAt, 0xa3, 0x84, 0x81, 0, 0, 0x80, 0xa3, 0x80)],
  ["a packet is damaged", changed(firstBlockAt + 7, 0xff, 0xff, 0xff)],
])("audio is refused when %s", async (_, bytes) => {
  vi.spyOn(console, "error").mockImplementation(() => {}); // opus-decoder says there what it also answers
  await expect(decode(bytes, 300)).rejects.toMatchObject({ code: "audio.undecodable" });
});

test("a close ends it at any moment, and may come twice", async () => {
  const decoder = createAudioDecoder(hello);
  const pending = decoder.decode(recording); // its Opus decoder is not ready yet
  decoder.close();
  expect(await pending).toEqual([]);
  expect(await decoder.decode(recording)).toEqual([]);
  expect(await decoder.flush()).toEqual([]);
  decoder.close();
});
