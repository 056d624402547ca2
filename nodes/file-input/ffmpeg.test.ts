import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { decodeWav } from "#engine/audio/wav.ts";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { runNode, startNode } from "#engine/testing/run-node.ts";
import { speechFolder } from "#engine/testing/speech-folder.ts";
import { openAudioFile } from "#runtime-workers/media/audio-file.ts";
import { decodeFile } from "#runtime-workers/media/decode-file.ts";
import { fileInputNode } from "./runtime.ts";

const speech = speechFolder;
const isHere = existsSync(speech) && spawnSync("ffmpeg", ["-version"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "patchbay-ffmpeg-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function play(file: string) {
  const packets = (await runNode(fileInputNode, { config: { file } })).map(
    ({ packet }) => packet as AudioPacket,
  );
  const samples = Float32Array.from(packets.flatMap((packet) => [...packet.samples]));
  return { samples, sampleRateHz: packets[0]?.sampleRateHz ?? 0 };
}
const energy = (a: Float32Array, b = a) => a.reduce((sum, sample, at) => sum + sample * (b[at] ?? 0), 0);
const runsAProcess = () => process.getActiveResourcesInfo().includes("ProcessWrap");
/** Node lets go of a dead child's handle a turn after its exit. */
const allGone = () => vi.waitFor(() => expect(runsAProcess()).toBe(false));

describe.skipIf(!isHere)("with ffmpeg and the recordings (skipped where either is absent)", () => {
  const jfk = isHere
    ? decodeWav(readFileSync(`${speech}/jfk-inaugural-11s.wav`)).samples
    : new Float32Array();

  test("an MP3 sounds as the WAV that it was made of", async () => {
    const { samples, sampleRateHz } = await play(`${speech}/jfk-inaugural-11s.mp3`);
    expect(sampleRateHz).toBe(16_000);
    expect(Math.abs(samples.length - jfk.length)).toBeLessThan(2000);
    expect(energy(samples, jfk) / Math.sqrt(energy(samples) * energy(jfk))).toBeGreaterThan(0.95);
  });

  test("a stereo FLAC keeps its rate and comes as the mean of its channels", async () => {
    const path = `${speech}/jfk-inaugural-11s-44k.flac`;
    const args = ["-v", "error", "-i", path, "-c:a", "pcm_s24le", "-f", "wav", "pipe:1"];
    const expected = decodeWav(execFileSync("ffmpeg", args, { maxBuffer: 2 ** 26 }));
    expect(await play(path)).toEqual({ samples: expected.samples, sampleRateHz: 44_100 });
  });

  test("a WAV file of a codec that is not read here goes through ffmpeg", async () => {
    const path = join(folder, "adpcm.wav");
    execFileSync("ffmpeg", [
      "-v",
      "error",
      "-i",
      `${speech}/jfk-inaugural-11s.wav`,
      "-c:a",
      "adpcm_ms",
      path,
    ]);
    const { samples } = await play(path);
    expect(energy(samples, jfk) / Math.sqrt(energy(samples) * energy(jfk))).toBeGreaterThan(0.99);
  });

  test.each(["noise.ogg", "-i.ogg"])(
    "what ffmpeg cannot decode is refused with its reason: %s",
    async (name) => {
      const file = join(folder, name);
      writeFileSync(file, "This is no sound.");
      const { session } = startNode(fileInputNode, { config: { file } });
      await expect(session.start()).rejects.toMatchObject({
        code: "ffmpeg.failed",
        nodeId: "node",
        field: "file",
        message: expect.stringMatching(/could not decode ".+": (?!it gave no reason)[A-Z]/),
      });
    },
  );

  test("no process is left behind: not by close, not by an abort, not by a failure", async () => {
    const path = `${speech}/jfk-inaugural-11s-44k.flac`;
    const reader = await openAudioFile(path, new AbortController().signal);
    expect(runsAProcess()).toBe(true);
    await reader.close();
    await reader.close();
    await allGone();

    const abort = new AbortController();
    const aborted = await openAudioFile(path, abort.signal);
    abort.abort();
    while ((await aborted.read(4410)).length > 0); // ends by itself
    await aborted.close();
    await allGone();

    await expect(openAudioFile(join(folder, "noise.ogg"), new AbortController().signal)).rejects.toThrow();
    await allGone();
  });

  test("the end of the stream waits for ffmpeg, so that a late failure is not taken for the end", async () => {
    const decoder = decodeFile(`${speech}/jfk-inaugural-11s.mp3`, new AbortController().signal);
    const bytes: number[] = [];
    for (let part = await decoder.pull(); part !== undefined; part = await decoder.pull())
      bytes.push(part.length);
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(jfk.length * 4);
    await allGone();
    await decoder.close();
  });
});
