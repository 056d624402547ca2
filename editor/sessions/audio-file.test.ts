import { expect, test } from "vitest";
import { isAudioFile, mixToMono } from "./audio-file.ts";

test.each([
  ["talk.wav", "audio/wav", true],
  ["clip.webm", "video/webm", true],
  ["NOTE.M4A", "", true],
  ["flow.json", "application/json", false],
  ["audio.txt", "text/plain", false],
  ["wav", "", false],
])("%s (%s) is audio: %s", (name, type, isAudio) => {
  expect(isAudioFile({ name, type })).toBe(isAudio);
});

test("channels are averaged", () => {
  const [left, right] = [Float32Array.of(1, 0.5, 0), Float32Array.of(0, 0.5, -1)];
  expect([...mixToMono([left, right])]).toEqual([0.5, 0.5, -0.5]);
  expect(mixToMono([left])).toBe(left);
  expect(mixToMono([])).toHaveLength(0);
});
