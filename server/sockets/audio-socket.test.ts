import { setImmediate as nextTurn } from "node:timers/promises";
import { Check } from "typebox/schema";
import { afterEach, expect, test, vi } from "vitest";
import { FlowError } from "#engine/errors.ts";
import { type AudioHello, audioServerMessageSchema } from "#engine/protocol/audio-stream.ts";
import { ListenKeys } from "#server/access/listen-keys.ts";
import type { AudioDecoder } from "#server/audio/decoder.ts";
import { eventually, FakeAttachment, startSockets, TestClient, type TestSocketOptions } from "./testing.ts";

const hello: AudioHello = {
  type: "hello",
  version: 1,
  format: "webm-opus", // goes to the decoder message by message
  sampleRateHz: 16_000,
  channels: 1,
};
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** Each byte becomes one sample. */
function byteDecoder(changes: Partial<AudioDecoder> = {}): AudioDecoder {
  return {
    decode: (bytes) => [{ samples: Float32Array.from(bytes), sampleRateHz: 1000 }],
    flush: () => [],
    close() {},
    ...changes,
  };
}

async function start(options: TestSocketOptions = {}, decoder: Partial<AudioDecoder> = {}) {
  const attachment = new FakeAttachment();
  const started = await startSockets({
    sessions: { attach: async () => attachment },
    createDecoder: () => byteDecoder(decoder),
    ...options,
  });
  cleanUp.push(started.stop);
  const connect = () => new TestClient(started.port, "/ws/audio").open();
  const begin = async () => {
    const client = await connect();
    client.send(hello);
    await client.message("ready");
    return client;
  };
  return { ...started, attachment, connect, begin };
}

function samplesOf({ pushed }: FakeAttachment): number[] {
  return pushed.flatMap((samples) => [...samples]);
}

test("with a token the client gets its session's key for listeners, and without one there is none", async () => {
  const token = "correct-horse-battery";
  const { port } = await start({ token });
  const client = await new TestClient(port, "/ws/audio", {
    headers: { Authorization: `Bearer ${token}` },
  }).open();
  client.send(hello);
  const ready = await client.message("ready");
  expect(Check(audioServerMessageSchema, ready)).toBe(true);
  expect(new ListenKeys(token).opens("session-1", String(ready["listenKey"]))).toBe(true);
  const { begin } = await start();
  expect(await (await begin()).message("ready")).not.toHaveProperty("listenKey");
});

test("a client gets its session, its audio goes in, and stop answers ended after everything is out", async () => {
  const { attachment, begin } = await start(
    {},
    { flush: () => [{ samples: new Float32Array([9]), sampleRateHz: 1000 }] },
  );
  const done = Promise.withResolvers<void>();
  attachment.stopping = done.promise;
  const client = await begin();
  expect(client.messages).toEqual([
    {
      type: "ready",
      version: 1,
      sessionId: "session-1",
      secret: "secret-1",
      offsetSamples: 0,
      clockRateHz: 0,
    },
  ]);
  client.socket.send(Buffer.from([1, 2]));
  client.socket.send(Buffer.from([3]));
  client.send({ type: "stop" });
  await eventually(() => expect(attachment.calls).toEqual(["stop"]));
  expect(samplesOf(attachment)).toEqual([1, 2, 3, 9]);
  expect(client.messages.length).toBe(1);
  done.resolve();
  expect(await client.closed).toEqual({ code: 1000, reason: "" });
  expect(client.messages[1]).toEqual({ type: "ended", sessionId: "session-1" });
  expect(attachment.calls).toEqual(["stop"]);
  for (const message of client.messages) expect(Check(audioServerMessageSchema, message)).toBe(true);
});

test("small messages of PCM are decoded 100 ms at a time, and what is left at the end as well", async () => {
  const decoded: number[] = [];
  const { attachment, connect } = await start(
    {},
    {
      decode: (bytes) => {
        decoded.push(bytes.length);
        return [{ samples: Float32Array.from(bytes), sampleRateHz: 1000 }];
      },
    },
  );
  const values = Array.from({ length: 33 }, (_, index) => index + 1);
  for (const end of ["stop", "loss"]) {
    const client = await connect();
    client.send({ ...hello, format: "pcm-s16le", sampleRateHz: 8000 });
    await client.message("ready");
    for (const value of values) client.socket.send(Buffer.alloc(160, value)); // 10 ms
    if (end === "stop") client.send({ type: "stop" });
    else client.socket.close();
    await client.closed;
  }
  await eventually(() => expect(attachment.calls).toEqual(["stop", "detach"]));
  expect(decoded).toEqual([1600, 1600, 1600, 480, 1600, 1600, 1600, 480]);
  const sent = values.flatMap((value) => new Array<number>(160).fill(value));
  expect(samplesOf(attachment)).toEqual([...sent, ...sent]);
});

test("audio that comes before the session is ready waits for it", async () => {
  const attached = Promise.withResolvers<void>();
  const attachment = new FakeAttachment();
  const { connect } = await start({ sessions: { attach: () => attached.promise.then(() => attachment) } });
  const client = await connect();
  client.send(hello);
  client.socket.send(Buffer.from([1]));
  client.socket.send(Buffer.from([2]));
  await nextTurn();
  attached.resolve();
  await eventually(() => expect(samplesOf(attachment)).toEqual([1, 2]));
});

test("audio keeps its order when later parts are decoded faster", async () => {
  const finish: (() => void)[] = [];
  const { attachment, begin } = await start(
    {},
    {
      decode: (bytes) => {
        const audio = [{ samples: Float32Array.from(bytes), sampleRateHz: 1000 }];
        const value = bytes[0] ?? 0;
        if (value % 3 === 0) return audio;
        return new Promise((resolve) => {
          if (value % 3 === 1) finish.push(() => resolve(audio));
          else resolve(audio);
        });
      },
    },
  );
  const client = await begin();
  const values = Array.from({ length: 60 }, (_, index) => index + 1);
  for (const value of values) client.socket.send(Buffer.from([value]));
  client.send({ type: "stop" });
  await eventually(() => {
    finish.shift()?.();
    expect(attachment.calls).toEqual(["stop"]);
  });
  expect(samplesOf(attachment)).toEqual(values);
});

test.each([
  ["no JSON", "{", "stream.malformed"],
  ["no object", "1", "stream.malformed"],
  ["another message", '{"type":"start"}', "stream.malformed"],
  ["stop", '{"type":"stop"}', "stream.malformed"],
  ["audio", Buffer.from([1, 2]), "stream.malformed"],
  ["a newer version", JSON.stringify({ ...hello, version: 2, extra: true }), "stream.version"],
  ["no version", JSON.stringify({ ...hello, version: undefined }), "stream.version"],
  ["a wrong field", JSON.stringify({ ...hello, channels: 0 }), "stream.malformed", "channels"],
  [
    "a missing field",
    JSON.stringify({ ...hello, resume: { sessionId: "a" } }),
    "stream.malformed",
    "resume.secret",
  ],
  ["an unknown field", JSON.stringify({ ...hello, token: "a" }), "stream.malformed", "token"],
  ["a text without end", JSON.stringify({ ...hello, language: "x".repeat(20_000) }), "stream.malformed"],
])("a first message that is %s is answered by an error and 4400", async (_what, first, code, named = "") => {
  const { connect, attachment } = await start();
  const client = await connect();
  client.socket.send(first);
  expect(await client.closed).toEqual({ code: 4400, reason: code });
  const [error] = client.messages;
  expect(error).toMatchObject({ type: "error", code, message: expect.stringContaining(named) });
  expect(Check(audioServerMessageSchema, error)).toBe(true);
  expect(attachment.calls).toEqual([]);
});

test("a client that says no hello within 10 s is closed with 4400", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { connect } = await start();
  const client = await connect();
  await vi.advanceTimersByTimeAsync(10_100);
  expect(await client.closed).toEqual({ code: 4400, reason: "stream.timeout" });
});

test("a session that cannot be attached is an error with its own code", async () => {
  const { connect } = await start({
    sessions: { attach: () => Promise.reject(new FlowError("session.secret")) },
  });
  const client = await connect();
  client.send(hello);
  expect(await client.closed).toEqual({ code: 4400, reason: "session.secret" });
  expect(client.messages[0]).toMatchObject({ type: "error", hint: expect.stringContaining("secret") });
});

test("what fails inside closes with 1011 and sends the client nothing of the inside", async () => {
  const { connect } = await start({
    sessions: { attach: () => Promise.reject(new Error("/home/secret path")) },
  });
  const client = await connect();
  client.send(hello);
  expect(await client.closed).toEqual({ code: 1011, reason: "server.failed" });
  expect(JSON.stringify(client.messages)).not.toContain("/home");
});

test("a lost connection detaches once, gives the decoder back, and passes nothing on any more", async () => {
  const late = Promise.withResolvers<void>();
  let closes = 0;
  const { attachment, begin } = await start(
    {},
    {
      decode: async () => {
        await late.promise;
        return [{ samples: new Float32Array(1), sampleRateHz: 1000 }];
      },
      close: () => closes++,
    },
  );
  const client = await begin();
  client.socket.send(Buffer.from([1]));
  client.socket.send(Buffer.from([2]));
  await nextTurn();
  client.socket.terminate();
  await eventually(() => expect(attachment.calls).toEqual(["detach"]));
  late.resolve();
  await nextTurn();
  expect(attachment.pushed).toEqual([]);
  expect(closes).toBe(1);
});

test("a connection lost while its session starts detaches it as soon as it is there", async () => {
  const attached = Promise.withResolvers<void>();
  const attachment = new FakeAttachment();
  const attach = vi.fn(() => attached.promise.then(() => attachment));
  const changed = vi.fn();
  const { connect } = await start({ sessions: { attach }, changed });
  const client = await connect();
  client.send(hello);
  await eventually(() => expect(attach).toHaveBeenCalled());
  client.socket.terminate();
  await eventually(() => expect(changed).toHaveBeenLastCalledWith("audio", -1));
  attached.resolve();
  await eventually(() => expect(attachment.calls).toEqual(["detach"]));
});

test("audio that cannot be decoded is an error, and the session waits for its client", async () => {
  const { attachment, begin } = await start(
    {},
    {
      decode: () => {
        throw new FlowError("audio.undecodable");
      },
    },
  );
  const client = await begin();
  client.socket.send(Buffer.from([1]));
  expect(await client.closed).toEqual({ code: 4400, reason: "audio.undecodable" });
  expect(attachment.calls).toEqual(["detach"]);
});

test("acknowledgements and the end of the session are passed on", async () => {
  const { attachment, begin } = await start();
  const client = await begin();
  attachment.onAck?.(4800);
  expect(await client.message("ack")).toEqual({ type: "ack", safeSamples: 4800 });
  attachment.onEnd?.(undefined);
  expect((await client.closed).code).toBe(1000);
  expect(client.messages.at(-1)).toEqual({ type: "ended", sessionId: "session-1" });
  expect(attachment.calls).toEqual([]);
});

test("a session that fails is an error with its reason, and not detached from", async () => {
  const { attachment, begin } = await start();
  const client = await begin();
  attachment.onEnd?.({ code: "node.failed", message: "It broke.", hint: "Mend it." });
  expect(await client.closed).toEqual({ code: 4400, reason: "node.failed" });
  expect(client.messages.at(-1)).toEqual({
    type: "error",
    code: "node.failed",
    message: "It broke.",
    hint: "Mend it.",
  });
  expect(attachment.calls).toEqual([]);
});

test("a message above 1 MiB ends its own connection only", async () => {
  const { begin, attachment } = await start();
  const [large, other] = [await begin(), await begin()];
  large.socket.send(Buffer.alloc(1024 * 1024 + 1));
  expect((await large.closed).code).toBe(1009);
  other.socket.send(Buffer.from([5]));
  await eventually(() => expect(samplesOf(attachment)).toEqual([5]));
});

test("a client that sends faster than its session works is held back, and loses nothing", async () => {
  const hurry = 1000; // five minutes of audio in some tenths of a second
  const wallClock = { nowMs: () => performance.now() * hurry };
  const { attachment, begin } = await start({ wallClock });
  const client = await begin();
  const startMs = wallClock.nowMs();
  const push = attachment.push.bind(attachment);
  let mostAheadMs = 0;
  attachment.push = (samples, sampleRateHz) => {
    push(samples, sampleRateHz);
    mostAheadMs = Math.max(mostAheadMs, attachment.pushedMs - 2 * (wallClock.nowMs() - startMs));
  };
  const minute = Buffer.alloc(60_000);
  for (let count = 0; count < 5; count++) client.socket.send(minute);
  client.send({ type: "stop" });
  expect((await client.closed).code).toBe(1000);
  expect(attachment.pushedMs).toBe(5 * 60_000);
  expect(mostAheadMs).toBeLessThanOrEqual(11_000);
});

test("a client that is held back is not read from, so that what it sends does not pile up here", async () => {
  let stepMs = 0; // how far the clock goes on at each look
  let atMs = 0;
  const nowMs = () => {
    atMs += stepMs;
    return atMs;
  };
  const { attachment, begin } = await start({ wallClock: { nowMs } });
  const client = await begin();
  const chunk = Buffer.alloc(500_000);
  for (let count = 0; count < 40; count++) client.socket.send(chunk);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(client.socket.bufferedAmount).toBeGreaterThan(0); // the rest of 20 MB is still at the client
  expect(attachment.pushedMs).toBeLessThanOrEqual(11_000);
  stepMs = 10_000;
  client.send({ type: "stop" });
  expect((await client.closed).code).toBe(1000);
  expect(attachment.pushedMs).toBe(40 * 500_000);
});

test("a client that is held back gets the error of its session, and is closed without delay", async () => {
  const changed = vi.fn();
  const { attachment, begin } = await start({ changed }, { decode: () => new Promise(() => {}) });
  const client = await begin();
  await floodUntilHeld(client);
  attachment.onEnd?.({ code: "session.aborted", message: "Over.", hint: "" });
  await eventually(() => expect(changed).toHaveBeenLastCalledWith("audio", -1)); // ws itself waits for 30 s
  expect(await client.closed).toEqual({ code: 4400, reason: "session.aborted" });
});

test("a client that is held back does not hold up the end of the server", async () => {
  const { begin, sockets, attachment } = await start({}, { decode: () => new Promise(() => {}) });
  const client = await begin();
  await floodUntilHeld(client);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }); // no deadline runs out
  await sockets.closeAudio();
  expect((await client.closed).code).toBe(1001);
  expect(attachment.calls).toEqual(["detach"]);
});

async function floodUntilHeld({ socket }: TestClient): Promise<void> {
  for (let count = 0; count < 4; count++) socket.send(Buffer.alloc(1_000_000));
  await new Promise((resolve) => setTimeout(resolve, 100));
}
