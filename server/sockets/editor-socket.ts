import { type EditorStreamMessage, editorStreamVersion } from "#engine/protocol/editor-stream.ts";
import type { Logger } from "#engine/runtime/host.ts";
import type { Outbox } from "./outbox.ts";
import { textFrame } from "./text-frame.ts";

/** 4 Hz. */
const metricsEveryMs = 250;

export type MetricsMessage = Extract<EditorStreamMessage, { type: "metrics" }>;
export type LogMessage = Extract<EditorStreamMessage, { type: "log" }>;

/**
 * The clients of `/ws/editor`. Metrics are collected and written once for all of them, and not at all while there is
 * none. A client that is behind is left out of metrics and logs until it has caught up.
 */
export class EditorHub {
  readonly #collect: () => MetricsMessage;
  readonly #log: Logger;
  readonly #clients = new Set<Outbox>();
  #timer: NodeJS.Timeout | undefined;

  constructor(collect: () => MetricsMessage, log: Logger) {
    this.#collect = collect;
    this.#log = log;
  }

  join(client: Outbox): void {
    client.send(editorFrame({ type: "hello", version: editorStreamVersion }));
    this.#clients.add(client);
    this.#timer ??= setInterval(() => this.#tellMetrics(), metricsEveryMs).unref();
  }

  leave(client: Outbox): void {
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Passes a line of the log on. */
  log(message: LogMessage): void {
    if (this.#clients.size > 0) this.#offer(message);
  }

  #tellMetrics(): void {
    try {
      this.#offer(this.#collect());
    } catch (error) {
      this.#log.warn("metrics could not be collected", { reason: String(error) });
    }
  }

  #offer(message: EditorStreamMessage): void {
    const frame = editorFrame(message);
    for (const client of this.#clients) client.offer(frame);
  }
}

function editorFrame(message: EditorStreamMessage): Buffer {
  return textFrame(message);
}
