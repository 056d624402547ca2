import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, vi } from "vitest";
import { WebSocket } from "ws";
import { resolveConfig } from "#engine/flow/config.ts";
import type { Packet, SpeakerPacket, TranscriptPacket, TranslationPacket } from "#engine/graph/packets.ts";
import type { CaptionStreamMessage } from "#engine/protocol/caption-stream.ts";
import { testContext } from "#engine/testing/node-context.ts";
import { websocketOutputNode } from "./runtime.ts";

const span = { startSamples: 48_000, endSamples: 96_000, clockRateHz: 48_000 };

/** A transcript packet of two words, final unless told. */
export function transcript(segmentId: number, changes: Partial<TranscriptPacket> = {}): TranscriptPacket {
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

/** The transcript in Spanish. */
export function translation(segmentId: number, hypothesis: "partial" | "final" = "final"): TranslationPacket {
  const { languageProbability: _, noSpeechProbability: __, ...rest } = transcript(segmentId, { hypothesis });
  const texts = { language: "es", sourceLanguage: "en", sourceText: rest.text };
  return { ...rest, ...texts, type: "translation", averageLogProbability: -0.1 };
}

/** Speaker 2 in segment 1. */
export const speaker: SpeakerPacket = {
  type: "speaker",
  segmentId: 1,
  speaker: 2,
  similarity: 0.7,
  isNew: true,
  ...span,
};

/** What a test leaves behind, undone after it. */
export const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** An opened node with what it logged. */
export async function openNode(settings: Record<string, unknown> = {}) {
  const logged: { message: string; fields: Readonly<Record<string, unknown>> | undefined }[] = [];
  const log = (message: string, fields?: Readonly<Record<string, unknown>>) =>
    logged.push({ message, fields });
  const ctx = testContext({ sessionId: "session-1", log: { debug: log, info: log, warn: log } });
  const current = resolveConfig(websocketOutputNode.definition, settings);
  const runtime = websocketOutputNode.create(ctx, { current });
  cleanUp.push(() => runtime.close?.());
  await runtime.open?.();
  const url = logged.find(({ fields }) => fields?.["url"] !== undefined)?.fields?.["url"] as string;
  const send = (packet: Packet) => runtime.process?.(packet.type as never, packet as never);
  return { runtime, url, send, logged };
}

/** A client that collects what it is sent. */
export async function join(url: string, options = {}) {
  const socket = new WebSocket(url, options);
  cleanUp.push(() => socket.terminate());
  const messages: CaptionStreamMessage[] = [];
  const closed = new Promise<number>((done) => socket.on("close", done));
  socket.on("message", (data) => messages.push(JSON.parse(String(data)) as CaptionStreamMessage));
  await once(socket, "open");
  const received = (count: number) => expect.poll(() => messages.length, { timeout: 10_000 }).toBe(count);
  return { socket, messages, closed, received };
}

/** Numbers of the messages; partials have none. */
export const sequences = (messages: readonly CaptionStreamMessage[]) =>
  messages.map((message) => (message.type === "partial" ? "partial" : message.sequence));

/** A client that upgrades by hand and reads nothing more. */
export async function joinAndStall(url: string): Promise<Socket> {
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
