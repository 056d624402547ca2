import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { FfmpegProcess } from "./ffmpeg-process.ts";

const folder = mkdtempSync(join(tmpdir(), "patchbay-media-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** Starts a shell script in the place of ffmpeg. */
function start(signal: AbortSignal, ...lines: string[]): FfmpegProcess {
  const path = join(folder, "ffmpeg");
  writeFileSync(path, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(path, 0o755);
  vi.stubEnv("PATH", folder);
  return new FfmpegProcess(["-i", "x"], signal);
}
const never = new AbortController().signal;

test("its output, its exit code and the last line of its complaint are there once it is gone", async () => {
  const ffmpeg = start(never, 'echo "$@"', "echo first >&2", "echo '[wav @ 0x7f00] No sound' >&2", "exit 3");
  expect(await text(ffmpeg.output)).toBe("-nostdin -v error -i x\n");
  expect(await ffmpeg.gone).toBe(3);
  expect(ffmpeg.reason).toBe("[wav] No sound");
});

test("one that says nothing gave no reason", async () => {
  const ffmpeg = start(never, "exit 1");
  ffmpeg.output.resume();
  await ffmpeg.gone;
  expect([ffmpeg.reason, ffmpeg.spawnError]).toEqual(["it gave no reason", undefined]);
});

test("a signal kills it, also one that has fired before", async () => {
  const later = new AbortController();
  const running = start(later.signal, "exec /bin/sleep 60");
  running.output.resume();
  later.abort();
  expect(await running.gone).toBeNull();
  const late = start(AbortSignal.abort(), "exec /bin/sleep 60");
  late.output.resume();
  expect(await late.gone).toBeNull();
});

test("close waits until it is gone though nobody reads what it writes, and may come twice", async () => {
  const ffmpeg = start(never, "exec /bin/cat /dev/zero");
  await Promise.all([ffmpeg.close(), ffmpeg.close()]);
  expect(await ffmpeg.gone).toBeNull();
});

test("a machine without ffmpeg says so, and nothing is thrown", async () => {
  vi.stubEnv("PATH", join(folder, "nothing"));
  const ffmpeg = new FfmpegProcess([], never);
  ffmpeg.output.resume();
  await ffmpeg.gone;
  expect(ffmpeg.spawnError).toMatchObject({ code: "ENOENT" });
});
