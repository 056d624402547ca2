import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { answer } from "./remote.ts";

/** Many clients in one process, on plain TCP so that they cost little: `node clients.ts PORT PATH`. */
const port = Number(process.argv[2]);
const path = process.argv[3] ?? "/";
/** Connections that are being opened at a time. */
const atOnce = 64;
const frameSamples = 320;
const frameMs = 20;
const sockets: Socket[] = [];
let receivedBytes = 0;
let awaited: { readonly bytes: number; readonly resolve: () => void } | undefined;

answer({
  open,
  /** Answers when all clients together have had so many bytes since they were last asked. */
  received: async (bytes) => {
    if (receivedBytes < bytes) await new Promise<void>((resolve) => (awaited = { bytes, resolve }));
    receivedBytes = 0;
    return null;
  },
  hello,
  send,
  stop,
});

async function open(count: number): Promise<number> {
  const startMs = performance.now();
  const opening = Array.from({ length: atOnce }, async (_, first) => {
    for (let index = first; index < count; index += atOnce) sockets.push(await openOne());
  });
  await Promise.all(opening);
  return performance.now() - startMs;
}

/** Resolves when the server has answered the upgrade. */
async function openOne(): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").setNoDelay();
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  const [first] = (await once(socket, "data")) as [Buffer];
  if (!first.toString().startsWith("HTTP/1.1 101")) throw new Error(`refused: ${first}`);
  socket.on("data", (bytes) => {
    receivedBytes += bytes.length;
    if (awaited === undefined || receivedBytes < awaited.bytes) return;
    awaited.resolve();
    awaited = undefined;
  });
  socket.on("close", () => {
    throw new Error("the server closed a connection");
  });
  return socket;
}

/** Says hello on every connection, and waits for an answer on each. */
async function hello(): Promise<null> {
  const json = { type: "hello", version: 1, format: "pcm-s16le", sampleRateHz: 16_000, channels: 1 };
  const frame = clientFrame(0x81, Buffer.from(JSON.stringify(json)));
  const ready = sockets.map((socket) => once(socket, "data"));
  for (const socket of sockets) socket.write(frame);
  await Promise.all(ready);
  return null;
}

/** Sends `frames` frames of 20 ms on every connection in real time, the connections evenly apart. */
async function send(frames: number): Promise<number> {
  const samples = Int16Array.from({ length: frameSamples }, (_, at) => 8000 * Math.sin(at / 7));
  const frame = clientFrame(0x82, Buffer.from(samples.buffer));
  const startMs = performance.now();
  const total = frames * sockets.length;
  for (let sent = 0; sent < total; ) {
    const due = ((performance.now() - startMs) / frameMs) * sockets.length;
    for (const last = Math.min(total, due); sent < last; sent++) sockets[sent % sockets.length]?.write(frame);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return frames * frameSamples * sockets.length;
}

/** Says on every connection that its audio is complete. */
function stop(): null {
  const frame = clientFrame(0x81, Buffer.from('{"type":"stop"}'));
  for (const socket of sockets) socket.removeAllListeners("close").write(frame);
  return null;
}

/** A masked frame (RFC 6455, 5.2) of 126 to 65,535 bytes or less. */
function clientFrame(first: number, payload: Buffer): Buffer {
  const mask = Buffer.from([1, 2, 3, 4]);
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  const head = Buffer.from([first, ...length, ...mask]);
  head[1] = (head[1] ?? 0) | 0x80;
  return Buffer.concat([head, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}
