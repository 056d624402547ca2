import fc from "fast-check";
import { expect, test } from "vitest";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import { createAudioDecoder } from "./create-decoder.ts";
import type { DecodedAudio } from "./decoder.ts";

const hello = (format: AudioHello["format"], channels: number): AudioHello => ({
  ...{ type: "hello", version: 1, format, sampleRateHz: 44_100, channels },
});

/** Frames of channels as PCM bytes. */
function encode(format: AudioHello["format"], values: readonly number[]): Buffer {
  const sampleBytes = format === "pcm-s16le" ? 2 : 4;
  const bytes = Buffer.alloc(values.length * sampleBytes);
  values.forEach((value, at) => {
    if (format === "pcm-s16le") bytes.writeInt16LE(value, at * 2);
    else bytes.writeFloatLE(value, at * 4);
  });
  return bytes;
}

/** Decodes bytes that come in pieces, as they lie in memory: at odd places too. */
async function decodePieces(settings: AudioHello, bytes: Buffer, lengths: readonly number[]) {
  const decoder = createAudioDecoder(settings);
  const decoded: DecodedAudio[] = [];
  let at = 0;
  for (const length of [...lengths, bytes.length]) {
    decoded.push(...(await decoder.decode(bytes.subarray(at, at + length))));
    at += length;
  }
  decoded.push(...(await decoder.flush()));
  for (const { sampleRateHz } of decoded) expect(sampleRateHz).toBe(44_100);
  return decoded.flatMap(({ samples }) => [...samples]);
}

const cases = fc.record({
  format: fc.constantFrom("pcm-s16le" as const, "pcm-f32le" as const),
  channels: fc.integer({ min: 1, max: 8 }),
  frames: fc.nat(50),
  cutBytes: fc.nat(40),
  pieces: fc.array(fc.nat(30), { maxLength: 60 }),
});

test("every whole frame comes out once, as the mean of its channels, wherever the bytes are cut", async () => {
  const property = fc.asyncProperty(cases, async ({ format, channels, frames, cutBytes, pieces }) => {
    const isInteger = format === "pcm-s16le";
    const values = Array.from({ length: frames * channels }, (_, at) =>
      isInteger ? ((at * 7919) % 65_536) - 32_768 : Math.fround(Math.sin(at)),
    );
    const all = encode(format, values);
    const bytes = all.subarray(0, Math.max(0, all.length - cutBytes));
    const whole = Math.floor(bytes.length / (channels * (isInteger ? 2 : 4)));
    const expected = Array.from({ length: whole }, (_, frame) => {
      const sum = values.slice(frame * channels, (frame + 1) * channels).reduce((a, b) => a + b, 0);
      return sum / channels / (isInteger ? 32_768 : 1);
    });
    const decoded = await decodePieces(hello(format, channels), bytes, pieces);
    expect(decoded).toHaveLength(whole);
    decoded.forEach((sample, frame) => {
      expect(sample).toBeCloseTo(expected[frame] as number, 6);
    });
  });
  await fc.assert(property);
});

test("full scale is -1 to 1, exactly", async () => {
  const bytes = encode("pcm-s16le", [-32_768, 0, 16_384, 32_767]);
  const decoded = await decodePieces(hello("pcm-s16le", 1), bytes, []);
  expect(decoded).toEqual([-1, 0, 0.5, Math.fround(32_767 / 32_768)]);
});

test.each([1, 2])("what is no number becomes silence, in %i channels", async (channels) => {
  const broken = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5];
  const values = broken.flatMap((value) => Array<number>(channels).fill(value));
  const decoded = await decodePieces(hello("pcm-f32le", channels), encode("pcm-f32le", values), []);
  expect(decoded).toEqual([0, 0, 0, 0.5]);
});

test("decoded samples do not change when the socket's memory does", async () => {
  const bytes = encode("pcm-f32le", [0.25, 0.5]);
  const [decoded] = await createAudioDecoder(hello("pcm-f32le", 1)).decode(bytes);
  bytes.fill(0);
  expect([...(decoded?.samples ?? [])]).toEqual([0.25, 0.5]);
});

test("an empty message and a close are nothing, also twice", async () => {
  const decoder = createAudioDecoder(hello("pcm-s16le", 2));
  expect(await decoder.decode(Buffer.alloc(0))).toEqual([]);
  decoder.close();
  decoder.close();
  expect(await decoder.flush()).toEqual([]);
});
