import fc from "fast-check";
import { expect, test } from "vitest";
import type { AudioPacket } from "../graph/packets.ts";
import { AudioFeed } from "./audio-feed.ts";

const open = new AbortController().signal;

async function drain(feed: AudioFeed): Promise<AudioPacket[]> {
  const packets: AudioPacket[] = [];
  for (let next = await feed.next(open); next !== undefined; next = await feed.next(open)) packets.push(next);
  return packets;
}
const joined = (packets: readonly AudioPacket[]) => packets.flatMap(({ samples }) => [...samples]);

test("every sample that was pushed comes out once, in order, in packets without a gap", async () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(lengths, async (frames) => {
      const feed = new AudioFeed();
      let count = 0;
      for (const length of frames)
        feed.push(
          Float32Array.from({ length }, () => count++),
          16000,
        );
      feed.end();
      const packets = await drain(feed);
      expect(joined(packets)).toEqual(Array.from({ length: count }, (_, at) => at));
      let at = 0;
      for (const packet of packets) {
        expect(packet.startSamples).toBe(at);
        at = packet.endSamples;
      }
    }),
  );
});

test("frames of 20 ms are joined to 100 ms at least, and to all that waits for a late reader, up to 1 s", async () => {
  const feed = new AudioFeed();
  const push = (frames: number) => {
    for (let frame = 0; frame < frames; frame++) feed.push(new Float32Array(960), 48000);
  };
  push(4);
  const first = feed.next(open);
  push(1);
  expect((await first)?.samples.length).toBe(4800);
  push(60);
  feed.end();
  expect((await drain(feed)).map(({ samples }) => samples.length)).toEqual([48_000, 9600]);
});

test("a reader waits for audio, and goes when the feed ends or the signal fires", async () => {
  const feed = new AudioFeed();
  const waiting = feed.next(open);
  feed.push(new Float32Array(1600), 16000);
  expect((await waiting)?.samples.length).toBe(1600);
  const abort = new AbortController();
  const aborted = feed.next(abort.signal);
  abort.abort();
  expect(await aborted).toBeUndefined();
});

test("what nobody takes is dropped beyond 30 s, oldest first, and counted", async () => {
  const feed = new AudioFeed();
  for (let second = 0; second < 35; second++) feed.push(new Float32Array(8000).fill(second), 8000);
  feed.end();
  const packets = await drain(feed);
  expect(packets[0]).toMatchObject({ startSamples: 5 * 8000 });
  expect(packets[0]?.samples[0]).toBe(5);
  expect(feed.droppedMs).toBe(5000);
});

test("a change of rate keeps the session's clock", async () => {
  const feed = new AudioFeed();
  feed.push(new Float32Array(4800), 48000);
  feed.push(new Float32Array(4410), 44100);
  feed.end();
  expect(
    (await drain(feed)).map(({ startSamples, endSamples, sampleRateHz, clockRateHz }) => [
      startSamples,
      endSamples,
      sampleRateHz,
      clockRateHz,
    ]),
  ).toEqual([
    [0, 4800, 48000, 48000],
    [4800, 9600, 44100, 48000],
  ]);
});

test("a session that is taken up again goes on where it was", async () => {
  const feed = new AudioFeed({ clockRateHz: 48000, startSamples: 96000 });
  feed.push(new Float32Array(1600), 16000);
  feed.end();
  expect(await drain(feed)).toMatchObject([{ startSamples: 96000, endSamples: 100800, clockRateHz: 48000 }]);
});

test("a feed that has ended gives all that it holds, also to a source that is being stopped", async () => {
  const feed = new AudioFeed();
  for (let second = 0; second < 10; second++) feed.push(new Float32Array(16_000), 16_000);
  feed.end();
  const stopped = AbortSignal.abort();
  let count = 0;
  while ((await feed.next(stopped)) !== undefined) count++;
  expect(count).toBe(10);
});
