import type { CaptionStreamMessage } from "#engine/protocol/caption-stream.ts";
import { backoffMs } from "./backoff.ts";
import { dropSocket, type OpenSocket, openSocket, type Socket } from "./socket.ts";

/** What a caption link works with. */
export interface CaptionLinkOptions {
  /** Address of the session's captions, without a query. */
  readonly url: string;
  /** Lets a listener in who has no token. */
  readonly listenKey?: string | undefined;
  /** Each kept event once and in order; a hello after every (re)connection; partials as they come; the end once. */
  onMessage(message: CaptionStreamMessage): void;
  /** Whether a connection is there. */
  onConnected(isConnected: boolean): void;
  /** The server knows no such session; nothing is tried again. */
  onMissing(): void;
  /** Default: the browser's WebSocket. */
  readonly open?: OpenSocket;
}

/** The close code of a session that is not there. */
const missingCode = 4404;

/**
 * Follows a session's captions over any number of connections. After a drop it asks for what came after the last
 * event that it has had; a number that it knows is skipped, a gap makes it ask again.
 */
export class CaptionLink {
  readonly #options: CaptionLinkOptions;
  #socket: Socket | undefined;
  #lastSequence = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CaptionLinkOptions) {
    this.#options = options;
    this.#connect();
  }

  /** Tries again now, for instance when the network is back. */
  retryNow(): void {
    if (this.#retry === undefined) return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  /** Stops following. */
  close(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (this.#socket !== undefined) dropSocket(this.#socket);
    this.#socket = undefined;
  }

  #connect(): void {
    this.#retry = undefined;
    const { url, listenKey, open = openSocket } = this.#options;
    const query = new URLSearchParams({ after: String(this.#lastSequence) });
    if (listenKey !== undefined) query.set("key", listenKey);
    const socket = open(`${url}?${query}`);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as CaptionStreamMessage);
    socket.onclose = ({ code }) => this.#closed(code);
  }

  #closed(code: number): void {
    if (code === missingCode) {
      this.close();
      this.#options.onMissing();
    } else this.#lost();
  }

  #receive(message: CaptionStreamMessage): void {
    const { onMessage, onConnected } = this.#options;
    if (message.type === "hello") {
      this.#failures = 0;
      onConnected(true);
    }
    if (message.type === "event") {
      if (message.sequence <= this.#lastSequence) return;
      if (message.sequence > this.#lastSequence + 1) {
        this.#lost();
        return;
      }
      this.#lastSequence = message.sequence;
    }
    if (message.type === "end") {
      if (message.sequence > this.#lastSequence) {
        this.#lost();
        return;
      }
      this.close();
    }
    onMessage(message);
  }

  #lost(): void {
    this.close();
    this.#options.onConnected(false);
    this.#retry = setTimeout(() => this.#connect(), backoffMs(this.#failures++));
  }
}
