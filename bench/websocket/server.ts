import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { CaptionStreamMessage } from "#engine/protocol/caption-stream.ts";
import type { SessionEvent } from "#engine/protocol/session-event.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";
import { silentLogger } from "#engine/runtime/logger.ts";
import { AccessControl } from "#server/access/access-control.ts";
import { createAudioDecoder } from "#server/audio/create-decoder.ts";
import type { AudioAttachment } from "#server/sessions/service.ts";
import type { StoredEvent, StoredSession } from "#server/sessions/store.ts";
import { CaptionHub } from "#server/sockets/caption-hub.ts";
import { SocketCounters } from "#server/sockets/counters.ts";
import { ShownLines } from "#server/sockets/shown-lines.ts";
import { attachSockets } from "#server/sockets/sockets.ts";
import { answer } from "./remote.ts";

/** The server that is measured, in a process of its own: `node server.ts ours|bare`. */
interface Measured {
  /** Sends caption number `sequence` to every listener. */
  broadcast(sequence: number): void;
  /** Samples of audio that came through. */
  samples(): number;
}

const messageBytes = 300;
const http = createServer();
const measured = process.argv[2] === "ours" ? ours(http) : bare(http);
let sequence = 0;
http.listen(0, "127.0.0.1");
await once(http, "listening");
answer({
  port: () => (http.address() as AddressInfo).port,
  rssBytes,
  cpuMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  broadcast: () => {
    measured.broadcast(++sequence);
    return null;
  },
  samples: () => measured.samples(),
});

/** What anyone would write with ws: no checks, the caption made once, the audio's bytes counted. */
function bare(server: Server): Measured {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  let bytes = 0;
  server.on("upgrade", (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on("error", () => {});
      socket.on("message", (data: Buffer, isBinary) => {
        if (isBinary) bytes += data.length;
        else if (data.toString().includes("hello")) socket.send('{"type":"ready"}');
      });
    });
  });
  return {
    broadcast(number) {
      const json = Buffer.from(JSON.stringify(message(number, stored(number).event)));
      for (const socket of sockets.clients) socket.send(json, { binary: false });
    },
    samples: () => bytes / 2,
  };
}

/** Our sockets over a store of one live session without events; sessions read their audio and count it. */
function ours(server: Server): Measured {
  let samples = 0;
  const hub = new CaptionHub();
  const open = { host: "127.0.0.1", token: undefined, origins: [] };
  const access = new AccessControl({ ...open, perMinute: { upgrades: 1_000_000 } });
  attachSockets(server, {
    access,
    store: {
      get: async (sessionId) => ({ sessionId, state: "live" }) as StoredSession,
      lastSequence: async () => 0,
      read: async () => [],
    },
    sessions: { attach: async () => attachment((read) => (samples += read)) },
    hub,
    counters: new SocketCounters(),
    createDecoder: createAudioDecoder,
    collect: () => {
      throw new Error("there is no editor");
    },
    shown: new ShownLines(),
    log: silentLogger,
  });
  return {
    broadcast: (number) => hub.event("bench", stored(number)),
    samples: () => samples,
  };
}

/** A session that only reads its feed, as its source node does. */
function attachment(count: (samples: number) => void): AudioAttachment {
  const feed = new AudioFeed();
  const never = new AbortController().signal;
  const over = read();
  return {
    sessionId: "bench",
    secret: "",
    offsetSamples: 0,
    clockRateHz: 0,
    push: (samples, sampleRateHz) => feed.push(samples, sampleRateHz),
    stop() {
      feed.end();
      return over;
    },
    detach: () => feed.end(),
    onAck: undefined,
    onEnd: undefined,
  };

  async function read(): Promise<void> {
    for (let packet = await feed.next(never); packet !== undefined; packet = await feed.next(never)) {
      count(packet.samples.length);
    }
  }
}

/** Resident memory once garbage is gone. */
async function rssBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return process.memoryUsage.rss();
}

/** A caption whose message has 300 bytes. */
function stored(number: number): StoredEvent {
  const event = captionEvent("");
  const text = "x".repeat(messageBytes - JSON.stringify(message(number, event)).length);
  return { sequence: number, timeMs: 0, event: captionEvent(text) };
}

function captionEvent(text: string): SessionEvent {
  const event = {
    kind: "final",
    segmentId: 1,
    language: "en",
    text,
    startMs: 1000,
    endMs: 5000,
    averageLogProbability: -0.1,
    languageProbability: 0.98,
    noSpeechProbability: 0.01,
  } as const;
  return { type: "caption", event };
}

function message(number: number, event: SessionEvent): CaptionStreamMessage {
  return { type: "event", sequence: number, event };
}
