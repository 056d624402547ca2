import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import type { LogMessage, MetricsMessage } from "#engine/protocol/editor-stream.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import type { AccessControl } from "#server/access/access-control.ts";
import { policies } from "#server/access/policy.ts";
import { tokenProtocolPrefix } from "#server/access/token.ts";
import type { AudioDecoder } from "#server/audio/decoder.ts";
import type { SessionService } from "#server/sessions/service.ts";
import type { SessionStore } from "#server/sessions/store.ts";
import { AudioSocket, type AudioSocketOptions } from "./audio-socket.ts";
import type { CaptionHub } from "./caption-hub.ts";
import { CaptionSocket } from "./caption-socket.ts";
import type { SocketCounters } from "./counters.ts";
import { EditorHub, type FlowChange } from "./editor-socket.ts";
import { judgeUpgrade, refuse, type SocketKind, type SocketRoute } from "./guard.ts";
import { Heartbeat } from "./heartbeat.ts";
import { Outbox } from "./outbox.ts";
import type { ShownLines } from "./shown-lines.ts";

/** What the server's WebSockets work with. */
export interface SocketOptions {
  readonly access: AccessControl;
  readonly store: Pick<SessionStore, "get" | "lastSequence" | "read">;
  readonly sessions: Pick<SessionService, "attach">;
  /** Where sessions publish, and listeners join. */
  readonly hub: CaptionHub;
  readonly counters: SocketCounters;
  readonly createDecoder: (hello: AudioHello) => AudioDecoder;
  /** Makes one message for all editors; called at 4 Hz while there are any. */
  readonly collect: () => MetricsMessage;
  /** What nodes show, for editors. */
  readonly shown: ShownLines;
  readonly log: Logger;
  /** What audio is paced by. Default: this machine's clock. */
  readonly wallClock?: AudioSocketOptions["wallClock"];
  /** Called when a socket opens (1) or closes (-1). */
  readonly changed?: (kind: SocketKind, amount: 1 | -1) => void;
}

/** The WebSockets of a server. */
export interface Sockets {
  /** Passes a line of the log on to the editors. */
  log(message: LogMessage): void;
  /** Tells the editors that a flow was changed. */
  flowChanged(change: FlowChange): void;
  /** Closes the audio sockets and lets no new one in: before the sessions are drained. */
  closeAudio(code?: number): Promise<void>;
  /** Closes all sockets, each after what was sent to it, and lets no new ones in. */
  close(code?: number): Promise<void>;
}

/** Time for clients to read what is left and to answer the closing handshake. */
const drainMs = 5000;

/**
 * Puts `/ws/audio`, `/ws/captions/:session` and `/ws/editor` on an HTTP server. They take all its upgrades: what goes
 * elsewhere is answered 404. Compression is off: it costs 200 KB a connection and makes ten thousand captions slow.
 */
export function attachSockets(server: Server, options: SocketOptions): Sockets {
  const { access, counters } = options;
  const editors = new EditorHub(options);
  const shared = { heartbeat: new Heartbeat(), counters };
  const servers: Readonly<Record<SocketKind, WebSocketServer>> = {
    audio: webSockets("audio"),
    captions: webSockets("captions"),
    editor: webSockets("editor"),
  };

  const welcome = (route: SocketRoute, socket: WebSocket, stream: Duplex) => {
    const outbox = new Outbox(socket, stream, shared);
    const closed = serve(route, { socket, outbox, editors, options });
    options.changed?.(route.kind, 1);
    socket.on("close", () => {
      closed();
      options.changed?.(route.kind, -1);
    });
  };
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const verdict = judgeUpgrade(access, request);
    if (verdict.kind === "refused") {
      counters.countRefusal(verdict.status);
      refuse(stream, verdict);
      return;
    }
    servers[verdict.kind].handleUpgrade(request, stream, head, (socket) => welcome(verdict, socket, stream));
  });

  const closeAudio = (code = 1001) => drain(servers.audio, code);
  return {
    log: (message) => editors.log(message),
    flowChanged: (change) => editors.flowChanged(change),
    closeAudio,
    close: async (code = 1001) => {
      await Promise.all(Object.values(servers).map((each) => drain(each, code)));
    },
  };
}

function webSockets(kind: SocketKind): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: policies.sockets[kind].maxBytes,
    handleProtocols: chooseProtocol,
  });
}

/** A browser that offers protocols wants one of them back; the token only when it offers nothing else of ours. */
function chooseProtocol(offered: ReadonlySet<string>): string | false {
  if (offered.has("patchbay")) return "patchbay";
  return [...offered].find((protocol) => protocol.startsWith(tokenProtocolPrefix)) ?? false;
}

interface Welcome {
  readonly socket: WebSocket;
  readonly outbox: Outbox;
  readonly editors: EditorHub;
  readonly options: SocketOptions;
}

/** Serves a socket; the answer is to be called when it has closed. */
function serve(route: SocketRoute, welcome: Welcome): () => void {
  const { socket, outbox, editors, options } = welcome;
  switch (route.kind) {
    case "audio": {
      const audio = new AudioSocket(socket, outbox, options);
      return () => audio.closed();
    }
    case "captions": {
      const captions = new CaptionSocket(outbox, route, options);
      return () => captions.closed();
    }
    case "editor":
      editors.join(outbox);
      socket.on("message", (data) => editors.receive(outbox, data as Buffer));
      return () => editors.leave(outbox);
  }
}

/** Closes all of a server's sockets. `ws` answers 503 to whoever comes now. */
async function drain(sockets: WebSocketServer, code: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  sockets.close(() => resolve()); // tells an error when it was called before, which is as good
  for (const socket of sockets.clients) {
    socket.resume(); // one that is held back could not read its client's answer
    socket.close(code);
  }
  const deadline = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, drainMs);
  await promise;
  clearTimeout(deadline);
}
