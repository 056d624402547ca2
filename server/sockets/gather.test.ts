import { expect, test, vi } from "vitest";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import { Gather } from "./gather.ts";
import { FakeAttachment, startSockets, TestClient } from "./testing.ts";

const hello: AudioHello = {
  type: "hello",
  version: 1,
  format: "pcm-s16le",
  sampleRateHz: 8000,
  channels: 1,
};

test.each([
  ["pcm-s16le", 8000, 1, 1600],
  ["pcm-s16le", 44_100, 2, 17_640],
  ["pcm-f32le", 11_025, 1, 4412],
] as const)(
  "%s at %i Hz with %i channels is gathered to 100 ms: %i bytes",
  (format, sampleRateHz, channels, bytes) => {
    const gather = new Gather({ ...hello, format, sampleRateHz, channels });
    expect(gather.add(Buffer.alloc(bytes - 1))).toBeUndefined();
    expect(gather.add(Buffer.alloc(1))?.length).toBe(bytes);
    expect(gather.add(Buffer.alloc(bytes))?.length).toBe(bytes);
    expect(gather.take()).toBeUndefined();
  },
);

test("messages of any length come out whole and in order", () => {
  const gather = new Gather(hello);
  const lengths = [3, 1500, 1, 5000, 1599, 0, 1600, 800, 799, 4000, 7];
  const messages = lengths.map((length, index) => Buffer.alloc(length, index + 1));
  const gathered = messages.flatMap((message) => {
    const part = gather.add(message);
    return part === undefined ? [] : [Buffer.from(part)];
  });
  expect(gathered.map(({ length }) => length)).toEqual([6504, 3199, 5599]);
  const rest = gather.take();
  expect(Buffer.concat([...gathered, ...(rest === undefined ? [] : [rest])])).toEqual(
    Buffer.concat(messages),
  );
});

test("encoded audio goes through message by message", () => {
  const gather = new Gather({ ...hello, format: "webm-opus" });
  expect(gather.add(Buffer.from([1]))).toEqual(Buffer.from([1]));
});

test("what waits for a slow decoder is not written over by what comes after it", async () => {
  const attachment = new FakeAttachment();
  const ready = Promise.withResolvers<void>();
  const decoded: number[] = [];
  const { port, stop } = await startSockets({
    sessions: { attach: () => ready.promise.then(() => attachment) },
    createDecoder: () => ({
      decode: (bytes) => {
        decoded.push(...new Set(bytes));
        return [];
      },
      flush: () => [],
      close() {},
    }),
  });
  const client = await new TestClient(port, "/ws/audio").open();
  client.send(hello);
  for (let value = 1; value <= 10; value++) {
    client.socket.send(Buffer.alloc(800, value));
    client.socket.send(Buffer.alloc(800, value));
  }
  client.send({ type: "stop" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  ready.resolve();
  await vi.waitFor(() => expect(attachment.calls).toEqual(["stop"]), { timeout: 20_000 });
  expect(decoded).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await stop();
});
