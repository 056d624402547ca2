import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Value } from "typebox/value";
import { afterEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { resolveConfig } from "#engine/flow/config.ts";
import type { Packet, SpeakerPacket, TranscriptPacket, TranslationPacket } from "#engine/graph/packets.ts";
import { type CaptionStreamMessage, captionStreamMessageSchema } from "#engine/protocol/caption-stream.ts";
import type { NodeContext } from "#engine/runtime/define-runtime.ts";
import { noTasks, runNode } from "#engine/testing.ts";
import { websocketOutputNode } from "./runtime.ts";

const span = { startSamples: 48_000, endSamples: 96_000, clockRateHz: 48_000 };

function transcript(segmentId: number, changes: Partial<TranscriptPacket> = {}): TranscriptPacket {
  return {
    type: "transcript",
    segmentId,
    hypothesis: "final",
    text: `Sentence ${segmentId}.`,
    language: "en",
    languageProbability: 0.9,
    averageLogProbability: -0.1,
    noSpeechProbability: 0.01,
    ...span,
    ...changes,
  };
}

function translation(segmentId: number, hypothesis: "partial" | "final" = "final"): TranslationPacket {
  const { languageProbability: _, noSpeechProbability: __, ...rest } = transcript(segmentId, { hypothesis });
  return { ...rest, type: "translation", language: "es", sourceLanguage: "en", sourceText: rest.text };
}

const speaker: SpeakerPacket = {
  type: "speaker",
  segmentId: 1,
  speaker: 2,
  similarity: 0.7,
  isNew: true,
  ...span,
};

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** An opened node with what it logged. */
async function openNode(settings: Record<string, unknown> = {}) {
  const logged: { message: string; fields: Readonly<Record<string, unknown>> | undefined }[] = [];
  const log = (message: string, fields?: Readonly<Record<string, unknown>>) =>
    logged.push({ message, fields });
  const ctx: NodeContext = {
    nodeId: "node",
    sessionId: "session-1",
    signal: new AbortController().signal,
    emit: () => undefined,
    runTask: () => noTasks.run(undefined as never) as never,
    show: () => {},
    log: { debug: log, info: log, warn: log },
  };
  const runtime = websocketOutputNode.create(ctx, resolveConfig(websocketOutputNode.definition, settings));
  cleanUp.push(() => runtime.close?.());
  await runtime.open?.();
  const url = logged.find(({ fields }) => fields?.["url"] !== undefined)?.fields?.["url"] as string;
  const send = (packet: Packet) => runtime.process?.(packet.type as never, packet as never);
  return { runtime, url, send, logged };
}

/** A client that collects what it is sent. */
async function join(url: string, options = {}) {
  const socket = new WebSocket(url, options);
  cleanUp.push(() => socket.terminate());
  const messages: CaptionStreamMessage[] = [];
  const closed = new Promise<number>((done) => socket.on("close", done));
  socket.on("message", (data) => messages.push(JSON.parse(String(data)) as CaptionStreamMessage));
  await once(socket, "open");
  const received = (count: number) => expect.poll(() => messages.length, { timeout: 10_000 }).toBe(count);
  return { socket, messages, closed, received };
}

const sequences = (messages: readonly CaptionStreamMessage[]) => messages.map(({ sequence }) => sequence);

/** A client that upgrades by hand and reads nothing more. */
async function joinAndStall(url: string): Promise<Socket> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  cleanUp.push(() => socket.destroy());
  socket.on("error", () => {});
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  await once(socket, "data");
  return socket.pause();
}

test("a client gets hello, then every message in order, each as the schema has it", async () => {
  const { url, send, runtime } = await openNode();
  const client = await join(url);
  for (const packet of [transcript(1, { hypothesis: "partial" }), transcript(1), speaker, translation(1)])
    send(packet);
  await runtime.flush?.();
  expect(await client.closed).toBe(1000);
  expect(client.messages.map(({ type }) => type)).toEqual([
    "hello",
    "caption",
    "caption",
    "speaker",
    "caption",
    "end",
  ]);
  expect(sequences(client.messages)).toEqual([0, 1, 2, 3, 4, 5]);
  for (const message of client.messages) expect(Value.Check(captionStreamMessageSchema, message)).toBe(true);
  expect(client.messages[0]).toEqual({ type: "hello", version: 1, sessionId: "session-1", sequence: 0 });
  expect(client.messages[3]).toMatchObject({ speaker: 2, segmentId: 1, startMs: 1000, endMs: 2000 });
  expect(client.messages[4]).toMatchObject({
    event: { kind: "translation", language: "es", text: "Sentence 1." },
  });
});

test("a late joiner gets the finals, the open partials and the speakers, without what finals replaced", async () => {
  const { url, send } = await openNode();
  send(transcript(1, { hypothesis: "partial" }));
  send(speaker);
  send(transcript(1));
  send(translation(1, "partial"));
  send(transcript(2, { hypothesis: "partial", text: "Sen" }));
  send(transcript(2, { hypothesis: "partial", text: "Sentence" }));
  send(translation(1));
  send(transcript(1, { hypothesis: "partial", text: "too late" }));
  const client = await join(url);
  send(transcript(2));
  await client.received(6);
  expect(sequences(client.messages)).toEqual([8, 2, 3, 6, 7, 9]);
  expect(client.messages[3]).toMatchObject({ event: { kind: "partial", text: "Sentence" } });
});

test("whoever joins at whatever moment misses nothing that follows and gets nothing twice", async () => {
  const { url, send, runtime } = await openNode({ historyLength: 5 });
  const joining: ReturnType<typeof join>[] = [];
  for (let segmentId = 1; segmentId <= 300; segmentId++) {
    if (segmentId % 30 === 0) joining.push(join(url));
    send(transcript(segmentId));
    await nextTurn();
  }
  const clients = await Promise.all(joining);
  await runtime.flush?.();
  expect(clients.some(({ messages }) => (messages[0]?.sequence ?? 300) < 300)).toBe(true);
  for (const { messages, closed } of clients) {
    await closed;
    const [hello, ...rest] = messages;
    const known = hello?.sequence ?? 0;
    const expected = Array.from(
      { length: 301 - Math.max(0, known - 5) },
      (_, at) => Math.max(0, known - 5) + at + 1,
    );
    expect(sequences(rest)).toEqual(expected);
  }
});

test.each([0, 2])("history holds the last %i finals and no more", async (historyLength) => {
  const { url, send, runtime } = await openNode({ historyLength });
  for (let segmentId = 1; segmentId <= 9; segmentId++) send(transcript(segmentId));
  const client = await join(url);
  await runtime.flush?.();
  await client.closed;
  expect(sequences(client.messages)).toEqual([9, ...[8, 9].slice(2 - historyLength), 10]);
});

test("partials and speakers that are never settled do not pile up", async () => {
  const { url, send, runtime } = await openNode({ historyLength: 0 });
  for (let segmentId = 1; segmentId <= 200; segmentId++) {
    send(transcript(segmentId, { hypothesis: "partial" }));
    send({ ...speaker, segmentId });
  }
  const client = await join(url);
  await runtime.flush?.();
  await client.closed;
  expect(client.messages.filter(({ type }) => type === "caption")).toHaveLength(32);
  expect(client.messages.filter(({ type }) => type === "speaker")).toHaveLength(32);
});

test("a client that does not read is cut off, and the others get everything", async () => {
  const { url, send, logged } = await openNode();
  const reader = await join(url);
  await reader.received(1);
  const stalled = await joinAndStall(url);
  const isCut = () => logged.some(({ message }) => message.includes("cut off"));
  let sent = 0;
  const text = "x".repeat(64 * 1024);
  while (!isCut() && sent < 1000) {
    send(transcript(++sent, { text }));
    await vi.waitUntil(() => reader.messages.length > sent, { timeout: 10_000, interval: 1 });
  }
  expect(isCut()).toBe(true);
  expect(sequences(reader.messages)).toEqual(Array.from({ length: sent + 1 }, (_, at) => at));
  expect(JSON.stringify(logged)).not.toContain("xxx");
  stalled.resume();
  await once(stalled, "close");
});

test("a client that does not answer a ping by the next one is cut off, the others stay", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const { url, send } = await openNode();
  const deaf = await join(url, { autoPong: false });
  const alive = await join(url);
  const pinged = once(alive.socket, "ping");
  vi.advanceTimersByTime(15_000);
  await pinged;
  // The server handles what a client sends in order: once it answers this ping it has seen the pong.
  alive.socket.ping();
  await once(alive.socket, "pong");
  vi.advanceTimersByTime(15_000);
  expect(await deaf.closed).toBe(1006);
  send(transcript(1));
  await alive.received(2);
});

test("an oversized frame closes its sender's connection and nothing else", async () => {
  const { url, send } = await openNode();
  const [loud, quiet] = [await join(url), await join(url)];
  loud.socket.on("error", () => {});
  loud.socket.send("x".repeat(2000));
  expect(await loud.closed).toBe(1009);
  send(transcript(1));
  await quiet.received(2);
});

test("another path answers 404, plain HTTP 426", async () => {
  const { url } = await openNode({ path: "/live" });
  const socket = new WebSocket(url.replace("/live", "/other"));
  const [error] = (await once(socket, "error")) as [Error];
  expect(error.message).toContain("404");
  expect((await fetch(url.replace("ws:", "http:"))).status).toBe(426);
  expect((await join(`${url}?x=1`)).socket.readyState).toBe(WebSocket.OPEN);
});

test("a port that is taken is named with its field", async () => {
  const { url } = await openNode();
  const port = Number(new URL(url).port);
  await expect(runNode(websocketOutputNode, { config: { port } })).rejects.toMatchObject({
    code: "port.in-use",
    nodeId: "node",
    field: "port",
  });
});

test("a host that is not this machine's is named with its field", async () => {
  const config = { host: "192.0.2.1" }; // RFC 5737: an address nobody has
  await expect(runNode(websocketOutputNode, { config })).rejects.toMatchObject({
    code: "config.invalid",
    field: "host",
  });
});

test("whoever joins after the end gets the state, the end and a close", async () => {
  const { url, send, runtime } = await openNode();
  send(transcript(1));
  await runtime.flush?.();
  const client = await join(url);
  expect(await client.closed).toBe(1000);
  expect(client.messages.map(({ type }) => type)).toEqual(["hello", "caption", "end"]);
});

test("close frees the port whatever clients do, and may be called twice or without open", async () => {
  const { url, runtime } = await openNode();
  const client = await join(url);
  const halfway = connect(Number(new URL(url).port), "127.0.0.1");
  halfway.on("error", () => {});
  cleanUp.push(() => halfway.destroy());
  halfway.write("GET /captions HTTP/1.1\r\n");
  await once(halfway, "connect");
  await joinAndStall(url);
  await Promise.all([runtime.close?.(), runtime.close?.()]);
  expect(await client.closed).toBe(1001);
  await runtime.close?.();
  await openNode({ port: Number(new URL(url).port) });
  await websocketOutputNode.create({} as never, resolveConfig(websocketOutputNode.definition, {})).close?.();
});
