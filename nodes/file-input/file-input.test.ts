import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { decodeWav } from "#engine/audio/wav.ts";
import { encodeWav16 } from "#engine/audio/wav-encode.ts";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { silentLogger } from "#engine/runtime/logger.ts";
import { testContext } from "#engine/testing/node-context.ts";
import { runNode, startNode } from "#engine/testing/run-node.ts";
import { probeDurationMs } from "#runtime-workers/media/probe-duration.ts";
import { fileInputNode } from "./runtime.ts";

const folder = mkdtempSync(join(tmpdir(), "patchbay-file-input-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const rateHz = 11_025;
const samples = Float32Array.from({ length: 12_345 }, (_, at) => Math.sin(at / 7) / 2);
const wav = encodeWav16(samples, rateHz);
const decoded = decodeWav(wav).samples;

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
const play = async (file: string, config: Record<string, unknown> = {}) =>
  (await runNode(fileInputNode, { config: { file, ...config } })).map(({ packet }) => packet as AudioPacket);
const joined = (packets: readonly AudioPacket[]) => packets.flatMap((packet) => [...packet.samples]);

test.each([10, 100, 1000])(
  "a WAV file comes whole, in chunks of %i ms on the file's own clock",
  async (chunkMs) => {
    const packets = await play(write("plain.wav", wav), { chunkMs });
    const chunkFrames = Math.round((rateHz * chunkMs) / 1000);
    expect(joined(packets)).toEqual([...decoded]);
    packets.forEach((packet, index) => {
      const { sampleRateHz, clockRateHz, startSamples, endSamples } = packet;
      expect([sampleRateHz, clockRateHz, startSamples]).toEqual([rateHz, rateHz, index * chunkFrames]);
      expect(endSamples - startSamples).toBe(packet.samples.length);
      expect(packet.samples.length).toBe(Math.min(chunkFrames, samples.length - startSamples));
    });
  },
);

test("what a file is called does not matter, and a megabyte of metadata in front does neither", async () => {
  const junk = Buffer.alloc(8 + 1_000_001 + 1);
  junk.write("JUNK");
  junk.writeUInt32LE(1_000_001, 4);
  const path = write("speech.mp3", Buffer.concat([wav.subarray(0, 12), junk, wav.subarray(12)]));
  expect(joined(await play(path))).toEqual([...decoded]);
});

test("real time gives the same packets", async () => {
  const path = write("short.wav", encodeWav16(samples.subarray(0, 500), rateHz));
  expect(await play(path, { pace: "real-time", chunkMs: 10 })).toEqual(await play(path, { chunkMs: 10 }));
});

test("the next chunk waits until the one before it was taken", async () => {
  let take = () => {};
  let emitted = 0;
  const emit = () => {
    emitted++;
    return new Promise<void>((resolve) => {
      take = resolve;
    });
  };
  const node = fileInputNode.create(testContext({ emit }), {
    current: { file: write("slow.wav", wav), pace: "fast", chunkMs: 500 },
  });
  await node.open?.();
  const run = node.run?.();
  for (let chunk = 1; chunk <= 3; chunk++) {
    await vi.waitFor(() => expect(emitted).toBe(chunk));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(emitted).toBe(chunk);
    take();
  }
  await run;
  await node.close?.();
});

test("a file that was cut short plays to where it ends, and a warning says so", async () => {
  const warn = vi.fn();
  const file = write("cut.wav", wav.subarray(0, 44 + 2 * 5000 + 1));
  let length = 0;
  const ctx = testContext({
    log: { ...silentLogger, warn },
    emit(_port, packet) {
      length += (packet as AudioPacket).samples.length;
      return undefined;
    },
  });
  const node = fileInputNode.create(ctx, { current: { file, pace: "fast", chunkMs: 100 } });
  await node.open?.();
  await node.run?.();
  await node.close?.();
  expect(length).toBe(5000);
  expect(warn).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining("0.454 s of the 1.120 s"),
    expect.anything(),
  );
});

test("a stop ends it between two chunks, an abort at once", async () => {
  const config = {
    file: write("live.wav", encodeWav16(new Float32Array(600 * 8000), 8000)),
    pace: "real-time",
  };
  const stopped = startNode(fileInputNode, { config });
  await stopped.session.start();
  stopped.session.stop();
  await stopped.session.done;
  expect(stopped.outputs.length).toBeLessThan(6000);
  const { session } = startNode(fileInputNode, { config });
  await session.start();
  await session.abort();
  await expect(session.done).rejects.toMatchObject({ code: "session.aborted" });
});

mkdirSync(join(folder, "takes.wav"));
const adpcm = Buffer.from(wav);
adpcm.writeUInt16LE(0x11, 20);
const noBlockAlign = Buffer.from(wav);
noBlockAlign.writeUInt16LE(3, 32);
test.each([
  ["no file named", "", "config.invalid", /--input FILE/],
  ["a file that is not there", join(folder, "none.wav"), "file.missing", /none\.wav.*ENOENT/],
  ["a folder", join(folder, "takes.wav"), "file.missing", /is a folder/],
  ["a device", "/dev/null", "file.missing", /is no file/],
  ["a file of no bytes", write("zero.wav", ""), "file.empty", /is empty/],
  ["a WAV file of no frames", write("mute.wav", wav.subarray(0, 44)), "file.empty", /no sound/],
  ["a broken WAV file", write("broken.wav", noBlockAlign), "wav.malformed", /3 bytes/],
  ["a WAV file of few bytes", write("tiny.wav", "RIFF\0"), "wav.malformed", /header is cut/],
  ["a WAV file by name only", write("text.wav", "no sound at all"), "wav.malformed", /RIFF/],
  ["a WAV file of another codec", write("adpcm.wav", adpcm.subarray(0, 46)), "wav.unsupported", /0x0011/],
  [
    "another format without ffmpeg",
    write("song.ogg", "OggS no more"),
    "ffmpeg.missing",
    /ffmpeg.*not installed/,
  ],
])(
  "%s is refused before the session starts, naming node, field and hint",
  async (_name, file, code, reason) => {
    vi.stubEnv("PATH", folder); // no ffmpeg there
    const { session } = startNode(fileInputNode, { config: { file } });
    const error = await session.start().catch((thrown) => thrown);
    expect(error).toMatchObject({ code, nodeId: "node", field: "file" });
    expect(`${error.message} ${error.hint}`).toMatch(reason);
  },
);

test("the length of a WAV file is told from its header, of others not at all", async () => {
  expect(await probeDurationMs(write("length.wav", wav))).toBeCloseTo((12_345 / rateHz) * 1000, 6);
  expect(await probeDurationMs(write("half.wav", wav.subarray(0, 44 + 11_025)))).toBeCloseTo(500, 0);
  expect(await probeDurationMs(write("other.ogg", "OggS"))).toBeUndefined();
  expect(await probeDurationMs(join(folder, "none.wav"))).toBeUndefined();
});
