import type { EditorClientMessage, EditorStreamMessage } from "#engine/protocol/editor-stream.ts";
import { backoffMs } from "./backoff.ts";
import { dropSocket, type OpenSocket, openSocket, type Socket } from "./socket.ts";

/** State of the connection to the server; `outdated`: the server speaks a newer language than this page. */
export type Connection = "connecting" | "open" | "lost" | "outdated";

/** What is known about a connection besides its state. */
export interface ConnectionFacts {
  /** With `open`: this connection, as `editors` names it. */
  readonly editorId?: string;
  /** With `lost`: when the next attempt begins, wall time in ms since 1970. */
  readonly retryAtMs?: number;
}

/** Who takes what comes from `/ws/editor`. */
export interface EditorSink {
  /** Every message but the hello. */
  receive(message: Exclude<EditorStreamMessage, { type: "hello" }>): void;
  setConnection(connection: Connection, facts: ConnectionFacts): void;
}

/** Version of the messages that this page understands. */
const version = 2;
/** The server sends 4 times a second: after this silence the connection is dead, whatever the browser thinks. */
const silenceMs = 5_000;

/** Keeps a connection to `/ws/editor` and hands what comes on. */
export class EditorLink {
  readonly #sink: EditorSink;
  readonly #url: string;
  readonly #open: OpenSocket;
  #socket: Socket | undefined;
  #isOpen = false;
  #failures = 0;
  /** Runs out when the connection was silent for too long, or when it is time to try again. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sink: EditorSink, url: string, open: OpenSocket = openSocket) {
    this.#sink = sink;
    this.#url = url;
    this.#open = open;
    this.#connect();
  }

  /** Tries again now, for instance when the network is back. */
  retryNow(): void {
    if (this.#socket === undefined && this.#timer !== undefined) this.#connect();
  }

  /** Tells the server something; nothing while there is no connection: tell it again once there is one. */
  send(message: EditorClientMessage): void {
    if (this.#isOpen) this.#socket?.send(JSON.stringify(message));
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#socket !== undefined) dropSocket(this.#socket);
    this.#socket = undefined;
  }

  #connect(): void {
    const socket = this.#open(this.#url);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as EditorStreamMessage);
    socket.onclose = () => this.#lost();
    this.#expectNews();
  }

  #receive(message: EditorStreamMessage): void {
    this.#expectNews();
    if (message.type !== "hello") this.#sink.receive(message);
    else if (message.version === version) {
      this.#failures = 0;
      this.#isOpen = true;
      this.#sink.setConnection("open", { editorId: message.editorId });
    } else {
      this.close();
      this.#sink.setConnection("outdated", {});
    }
  }

  #expectNews(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost(), silenceMs);
  }

  #lost(): void {
    this.close();
    const waitMs = backoffMs(this.#failures++);
    this.#timer = setTimeout(() => this.#connect(), waitMs);
    this.#sink.setConnection("lost", { retryAtMs: Date.now() + waitMs });
  }
}
