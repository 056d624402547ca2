import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type ClientOptions, WebSocket } from "ws";
import { FlowError } from "#engine/errors.ts";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import type { SessionEvent, SessionState } from "#engine/protocol/session-event.ts";
import { silentLogger } from "#engine/runtime/logger.ts";
import { AccessControl, type AccessOptions } from "#server/access/access-control.ts";
import type { AudioAttachment } from "#server/sessions/service.ts";
import type { SessionStore, StoredEvent, StoredSession } from "#server/sessions/store.ts";
import { CaptionHub } from "./caption-hub.ts";
import { SocketCounters } from "./counters.ts";
import { ShownLines } from "./shown-lines.ts";
import { attachSockets, type SocketOptions } from "./sockets.ts";

/** Sessions in memory, as far as sockets need them; every read takes a turn of the event loop, as a real one may. */
export class MemoryStore implements Pick<SessionStore, "get" | "lastSequence" | "read"> {
  readonly states = new Map<string, SessionState>();
  readonly #events = new Map<string, StoredEvent[]>();

  async get(sessionId: string): Promise<StoredSession | undefined> {
    await turn();
    const state = this.states.get(sessionId);
    if (state === undefined) return undefined;
    return {
      sessionId,
      secretHash: "",
      flowId: "live-translate",
      revision: 1,
      language: undefined,
      targetLanguages: undefined,
      state,
      checkpoint: undefined,
      owner: undefined,
      leaseUntilMs: 0,
      createdMs: 0,
      updatedMs: 0,
    };
  }

  async append(sessionId: string, events: readonly SessionEvent[]): Promise<StoredEvent[]> {
    const past = this.#events.get(sessionId) ?? [];
    this.#events.set(sessionId, past);
    const added = events.map((event, index) => ({ sequence: past.length + index + 1, timeMs: 0, event }));
    past.push(...added);
    await turn();
    return added;
  }

  async read(sessionId: string, afterSequence: number, limit = 1e9): Promise<StoredEvent[]> {
    const page = (this.#events.get(sessionId) ?? []).slice(afterSequence, afterSequence + limit);
    await turn();
    return page;
  }

  async lastSequence(sessionId: string): Promise<number> {
    const last = this.#events.get(sessionId)?.length ?? 0;
    await turn();
    return last;
  }
}

/** A final caption with this text. */
export function captionEvent(text: string): SessionEvent & { type: "caption" } {
  return {
    type: "caption",
    event: {
      kind: "final",
      segmentId: 1,
      language: "en",
      text,
      startMs: 0,
      endMs: 1000,
      averageLogProbability: -0.1,
      languageProbability: 1,
      noSpeechProbability: 0,
    },
  };
}

/** An attachment that keeps what it is given. */
export class FakeAttachment implements AudioAttachment {
  readonly sessionId = "session-1";
  readonly secret = "secret-1";
  readonly offsetSamples = 0;
  readonly clockRateHz = 0;
  /** Length of everything pushed, in ms. */
  pushedMs = 0;
  readonly pushed: Float32Array[] = [];
  readonly calls: string[] = [];
  stopping: Promise<void> = Promise.resolve();
  onAck: AudioAttachment["onAck"];
  onEnd: AudioAttachment["onEnd"];

  push(samples: Float32Array, sampleRateHz: number): void {
    this.pushed.push(samples);
    this.pushedMs += (samples.length * 1000) / sampleRateHz;
  }

  stop(): Promise<void> {
    this.calls.push("stop");
    return this.stopping;
  }

  detach(): void {
    this.calls.push("detach");
  }
}

/** What a server of sockets may be given; the rest is made up. */
export type TestSocketOptions = Partial<SocketOptions & AccessOptions>;

/** A server on a free port of loopback, with everything made up that `options` does not give. */
export async function startSockets(options: TestSocketOptions = {}) {
  const { token, origins = [], perMinute = { upgrades: 100_000 } } = options;
  const server = createServer((_request, response) => response.writeHead(404).end());
  const store = new MemoryStore();
  const hub = new CaptionHub();
  const counters = new SocketCounters();
  const sockets = attachSockets(server, {
    access: new AccessControl({ host: "127.0.0.1", token, origins, perMinute }),
    store,
    sessions: { attach: () => Promise.reject(new FlowError("flow.not-deployed")) },
    hub,
    counters,
    createDecoder: () => ({ decode: () => [], flush: () => [], close() {} }),
    collect: () => {
      throw new Error("nobody is to collect");
    },
    shown: new ShownLines(),
    log: silentLogger,
    ...options,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    await sockets.close();
    server.close();
    server.closeAllConnections();
  };
  return { port, store, hub, counters, sockets, stop, server };
}

/** A client that keeps the messages that it gets. */
export class TestClient {
  readonly socket: WebSocket;
  readonly messages: Record<string, unknown>[] = [];
  /** Close code and reason. */
  readonly closed: Promise<{ code: number; reason: string }>;
  #wake: (() => void) | undefined;

  constructor(port: number, path: string, options: ClientOptions = {}, protocols: string[] = []) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, options);
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.socket.on("message", (data) => {
      this.messages.push(JSON.parse(String(data)));
      this.#wake?.();
    });
    this.socket.on("error", () => {});
  }

  /** Resolves when the client is connected. */
  async open(): Promise<this> {
    await once(this.socket, "open");
    return this;
  }

  /** The first message of a type, as soon as it is there. */
  async message(type: string): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.messages.find((message) => message["type"] === type);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  send(message: AudioHello | { type: "stop" }): void {
    this.socket.send(JSON.stringify(message));
  }
}

/** A plain TCP client that asks for an upgrade; `headers` are added to those that it takes. */
export async function rawUpgrade(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  const all = {
    Host: `127.0.0.1:${port}`,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
  return socket;
}

/** What the server answers an upgrade with: status code and the whole text. */
export async function answerTo(port: number, path: string, headers?: Readonly<Record<string, string>>) {
  const socket = await rawUpgrade(port, path, headers);
  const [first] = (await once(socket, "data")) as [Buffer];
  const text = first.toString();
  socket.destroy();
  return { status: Number(text.split(" ", 2)[1]), text };
}

/** Resolves as soon as `check` throws no more. Real time, also under fake timers. */
export async function eventually(check: () => void): Promise<void> {
  for (const untilMs = performance.now() + 20_000; ; await delay(2)) {
    try {
      check();
      return;
    } catch (error) {
      if (performance.now() > untilMs) throw error;
    }
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
