import { expect, test } from "vitest";
import type { AudioPacket } from "../graph/packets.ts";
import { AudioFeed } from "./audio-feed.ts";
import { readFeed } from "./feed-source.ts";

const { signal } = new AbortController();

test("everything pushed is sent, each packet after the one before it was taken", async () => {
  const input = new AudioFeed();
  const sent: AudioPacket[] = [];
  let taking = 0;
  const reading = readFeed({
    input,
    signal,
    async emit(_port, packet) {
      expect(++taking).toBe(1);
      await new Promise((wake) => setTimeout(wake, 1));
      sent.push(packet);
      taking--;
    },
  });
  for (let second = 0; second < 4; second++) input.push(new Float32Array(8000).fill(second), 8000);
  input.push(new Float32Array(80), 8000);
  input.end();
  await reading;
  expect(sent.map(({ startSamples }) => startSamples)).toEqual([0, 8000, 16_000, 24_000, 32_000]);
  expect(sent.at(-1)).toMatchObject({ type: "audio", endSamples: 32_080, clockRateHz: 8000 });
});

test("the signal ends it though nobody ended the feed", async () => {
  const abort = new AbortController();
  const reading = readFeed({ input: new AudioFeed(), signal: abort.signal, emit: () => undefined });
  abort.abort();
  await reading;
});

test("without a feed it says that nobody feeds the session", async () => {
  const reading = readFeed({ signal, emit: () => undefined });
  await expect(reading).rejects.toMatchObject({ code: "input.missing" });
});
