import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { configProblems } from "#engine/flow/config.ts";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";
import { runNode, startNode } from "#engine/testing/run-node.ts";
import { definition } from "./definition.ts";
import { micInputNode } from "./runtime.ts";

const folder = mkdtempSync(join(tmpdir(), "patchbay-mic-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;
const recorded = Float32Array.from({ length: 24_000 }, (_, at) => Math.sin(at / 11));
const pcm = Buffer.from(recorded.buffer);
const runsAProcess = () => process.getActiveResourcesInfo().includes("ProcessWrap");
/** Node lets go of a dead child's handle a turn after its exit. */
const allGone = () => vi.waitFor(() => expect(runsAProcess()).toBe(false));

/** Puts a shell script in the place of ffmpeg. */
function fakeFfmpeg(...lines: string[]): void {
  const path = join(folder, "ffmpeg");
  writeFileSync(path, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(path, 0o755);
  vi.stubEnv("PATH", folder);
}
/** A line of it that plays bytes of `recorded`. */
function plays(name: string, from: number, to: number): string {
  writeFileSync(join(folder, name), pcm.subarray(from, to));
  return `/bin/cat ${join(folder, name)}`;
}
const hangs = "exec /bin/sleep 60";
const device = "alsa:hw:1";

test("the browser's microphone is what is pushed into the session", async () => {
  const input = new AudioFeed();
  input.push(recorded, 48_000);
  input.end();
  const packets = (await runNode(micInputNode, { input })).map(({ packet }) => packet as AudioPacket);
  expect(packets.flatMap(({ samples }) => [...samples])).toEqual([...recorded]);
});

test("without a browser the session does not start, and says what to do", async () => {
  const { session } = startNode(micInputNode);
  await expect(session.start()).rejects.toMatchObject({
    code: "input.missing",
    nodeId: "node",
    hint: expect.stringContaining("--input FILE"),
  });
});

test("a device is read whole, wherever the pipe cuts a sample, until the session is stopped", async () => {
  const record = `echo "$@" > ${join(folder, "arguments")}`;
  fakeFfmpeg(record, plays("a", 0, 4801), "/bin/sleep 0.05", plays("b", 4801, pcm.length), hangs);
  const { session, outputs } = startNode(micInputNode, { config: { device } });
  await session.start();
  const samples = () => outputs.flatMap(({ packet }) => [...(packet as AudioPacket).samples]);
  await vi.waitFor(() => expect(samples()).toEqual([...recorded]));
  expect(outputs.at(-1)?.packet).toMatchObject({ endSamples: recorded.length, clockRateHz: 48_000 });
  session.stop();
  await session.done;
  await allGone();
  expect(readFileSync(join(folder, "arguments"), "utf8")).toContain(
    "-f alsa -i hw:1 -f f32le -ac 1 -ar 48000",
  );
});

test("a device that is unplugged ends the session with its reason, after what was recorded", async () => {
  fakeFfmpeg(plays("a", 0, pcm.length), "echo 'hw:1: No such device' >&2", "exit 1");
  const { session, outputs } = startNode(micInputNode, { config: { device } });
  await session.start();
  await expect(session.done).rejects.toMatchObject({
    code: "audio-device.failed",
    field: "device",
    message: expect.stringContaining("No such device"),
  });
  expect(outputs).not.toHaveLength(0);
  await allGone();
});

test("without ffmpeg it says that ffmpeg is missing", async () => {
  vi.stubEnv("PATH", join(folder, "nothing"));
  const { session } = startNode(micInputNode, { config: { device } });
  await expect(session.start()).rejects.toMatchObject({ code: "ffmpeg.missing", field: "device" });
  await allGone();
});

test.skipIf(!hasFfmpeg)("a device that is not there fails the start (skipped without ffmpeg)", async () => {
  const { session } = startNode(micInputNode, { config: { device: "alsa:hw:9" } });
  await expect(session.start()).rejects.toMatchObject({
    code: "audio-device.failed",
    nodeId: "node",
    message: expect.stringMatching(/"alsa:hw:9": (?!it gave no reason)./),
  });
  await allGone();
});

test("a silent device fails the start, and an abort ends a recording; no process is left behind", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  fakeFfmpeg(hangs);
  const { session } = startNode(micInputNode, { config: { device } });
  const started = expect(session.start()).rejects.toMatchObject({ code: "audio-device.failed" });
  await vi.advanceTimersByTimeAsync(5000);
  vi.useRealTimers();
  await started;
  await allGone();

  fakeFfmpeg(plays("a", 0, pcm.length), hangs);
  const recording = startNode(micInputNode, { config: { device } });
  await recording.session.start();
  expect(runsAProcess()).toBe(true);
  await recording.session.abort();
  await allGone();
});

test.each([
  ["browser", true],
  ["alsa:default", true],
  ["alsa:plughw:CARD=USB,DEV=0", true],
  ["pulse:alsa_input.usb-Blue_Yeti-00.analog-stereo", true],
  ["alsa:file:FILE=/etc/passwd,FORMAT=raw", false],
  ["alsa:file:|reboot", false],
  ["alsa:tee:hw,out,raw", false],
  ["lavfi:sine", false],
  ["alsa:", false],
])("the device %s is allowed: %s", (name, isAllowed) => {
  const problems = configProblems({ id: "x", type: "mic-input", config: { device: name } }, definition);
  expect(problems.length === 0).toBe(isAllowed);
});
