import {
  type EditorStreamMessage,
  editorStreamVersion,
  type LogMessage,
  type MetricsMessage,
} from "#engine/protocol/editor-stream.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { EditorPresence } from "./editor-presence.ts";
import type { Outbox } from "./outbox.ts";
import type { ShownLines } from "./shown-lines.ts";
import { textFrame } from "./text-frame.ts";

/** 4 Hz. */
const metricsEveryMs = 250;

/** A flow was saved, deployed or removed. */
export type FlowChange = Omit<Extract<EditorStreamMessage, { type: "flow-changed" }>, "type">;

/** What editors are sent. */
export interface EditorHubOptions {
  /** Makes one message for all of them. */
  readonly collect: () => MetricsMessage;
  /** What nodes show. */
  readonly shown: ShownLines;
  readonly log: Logger;
}

/**
 * The clients of `/ws/editor`. Metrics are collected and written once for all of them, and not at all while there is
 * none. A client that is behind is left out of metrics and logs until it has caught up. Who else is there is sent with
 * the metrics, so that many who come and go at once make no flood.
 */
export class EditorHub {
  readonly #collect: () => MetricsMessage;
  readonly #shown: ShownLines;
  readonly #log: Logger;
  readonly #clients = new Map<Outbox, EditorPresence>();
  #arePresencesNew = false;
  #timer: NodeJS.Timeout | undefined;

  constructor({ collect, shown, log }: EditorHubOptions) {
    this.#collect = collect;
    this.#shown = shown;
    this.#log = log;
  }

  join(client: Outbox): void {
    const presence = new EditorPresence();
    client.send(editorFrame({ type: "hello", version: editorStreamVersion, editorId: presence.editorId }));
    client.send(this.#editorsFrame());
    this.#clients.set(client, presence);
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#tick(), metricsEveryMs).unref();
    this.#shown.watch(true);
  }

  /** Takes what a client says of itself. */
  receive(client: Outbox, bytes: Buffer): void {
    if (this.#clients.get(client)?.receive(bytes, performance.now())) this.#arePresencesNew = true;
  }

  leave(client: Outbox): void {
    if (this.#clients.get(client)?.shown !== undefined) this.#arePresencesNew = true;
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#shown.watch(false);
  }

  /** Passes a line of the log on. */
  log(message: LogMessage): void {
    if (this.#clients.size > 0) this.#offer(message);
  }

  /** Tells all clients of a change, also those that are behind. */
  flowChanged(change: FlowChange): void {
    if (this.#clients.size > 0) this.#send(editorFrame({ type: "flow-changed", ...change }));
  }

  #tick(): void {
    this.#sendMetrics();
    for (const message of this.#shown.take()) this.#offer(message);
    if (!this.#arePresencesNew) return;
    this.#arePresencesNew = false;
    this.#send(this.#editorsFrame());
  }

  #editorsFrame(): Buffer {
    const shown = [...this.#clients.values()].map((presence) => presence.shown);
    return editorFrame({ type: "editors", editors: shown.filter((each) => each !== undefined) });
  }

  #sendMetrics(): void {
    try {
      this.#offer(this.#collect());
    } catch (error) {
      this.#log.warn("metrics could not be collected", { reason: String(error) });
    }
  }

  #offer(message: EditorStreamMessage): void {
    const frame = editorFrame(message);
    for (const client of this.#clients.keys()) client.offer(frame);
  }

  #send(frame: Buffer): void {
    for (const client of this.#clients.keys()) client.send(frame);
  }
}

function editorFrame(message: EditorStreamMessage): Buffer {
  return textFrame(message);
}
