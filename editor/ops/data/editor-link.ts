import type { EditorStreamMessage } from "#engine/protocol/editor-stream.ts";
import { backoffMs } from "../../links/backoff.ts";
import { dropSocket, type OpenSocket, openSocket, type Socket } from "../../links/socket.ts";
import type { OpsStore } from "./ops-store.ts";

/** Version of the messages that this page understands. */
const version = 1;
/** The server sends 4 times a second: after this silence the connection is dead, whatever the browser thinks. */
const silenceMs = 5_000;

/** Keeps a connection to `/ws/editor` and hands what comes to the store. */
export class EditorLink {
  readonly #store: OpsStore;
  readonly #url: string;
  readonly #open: OpenSocket;
  #socket: Socket | undefined;
  #failures = 0;
  /** Runs out when the connection was silent for too long, or when it is time to try again. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: OpsStore, url: string, open: OpenSocket = openSocket) {
    this.#store = store;
    this.#url = url;
    this.#open = open;
    this.#connect();
  }

  /** Tries again now, for instance when the network is back. */
  retryNow(): void {
    if (this.#socket === undefined && this.#timer !== undefined) this.#connect();
  }

  close(): void {
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
    if (message.type !== "hello") this.#store.receive(message);
    else if (message.version === version) {
      this.#failures = 0;
      this.#store.setConnection("open");
    } else {
      this.close();
      this.#store.setConnection("outdated");
    }
  }

  #expectNews(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost(), silenceMs);
  }

  #lost(): void {
    this.close();
    this.#store.setConnection("lost");
    this.#timer = setTimeout(() => this.#connect(), backoffMs(this.#failures++));
  }
}
