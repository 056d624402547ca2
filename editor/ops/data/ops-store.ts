import type { EditorStreamMessage, LogMessage, MetricsMessage } from "#engine/protocol/editor-stream.ts";
import type { Connection, EditorSink } from "../../links/editor-link.ts";
import { SampleRing } from "../../ui/chart/sample-ring.ts";
import { allSeries, toSample } from "./figures.ts";

/** Samples of 5 minutes at 4 Hz. */
const sampleCapacity = 1200;
/** Lines of the log that the page keeps. */
const logCapacity = 500;
/** Rates are over about this time: within a quarter of a second a packet more or less is a tenth of them. */
const rateWindowMs = 1000;
/** Tables are for reading: once a second is enough, and React has nothing to do in between. */
const tableIntervalMs = 1000;

/** A log line with a number, for React. */
export type NumberedLine = LogMessage & { readonly number: number };

/** What changed; each has subscribers of its own. */
export type Topic = "samples" | "tables" | "logs" | "connection";

/**
 * What the page knows, beside React. Charts subscribe to `samples` and draw by themselves, four times a second;
 * tables subscribe to `tables`, which change once a second.
 */
export class OpsStore implements EditorSink {
  readonly samples = new SampleRing(allSeries, sampleCapacity);
  #tables: MetricsMessage | undefined;
  /** Messages of the last second, oldest first. */
  #recent: MetricsMessage[] = [];
  #logs: readonly NumberedLine[] = [];
  #nextLogNumber = 1;
  #logsKnownUntilMs = 0;
  #connection: Connection = "connecting";
  readonly #listeners = new Map<Topic, Set<() => void>>();

  /** Calls back when something of the topic changed; the answer ends it. */
  subscribe(topic: Topic, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** The figures that tables show; undefined before the first message. */
  readonly tables = (): MetricsMessage | undefined => this.#tables;
  /** The last lines of the log, oldest first. */
  readonly logs = (): readonly NumberedLine[] => this.#logs;
  readonly connection = (): Connection => this.#connection;

  receive(message: EditorStreamMessage): void {
    if (message.type === "metrics") this.#receiveMetrics(message);
    else if (message.type === "log" && message.timeMs > this.#logsKnownUntilMs) this.#receiveLog(message);
  }

  setConnection(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    // a server that is connected to again may send its last lines once more
    if (connection === "open") this.#logsKnownUntilMs = this.#logs.at(-1)?.timeMs ?? 0;
    this.#notify("connection");
  }

  #receiveLog(line: LogMessage): void {
    this.#logs = [...this.#logs.slice(1 - logCapacity), { ...line, number: this.#nextLogNumber++ }];
    this.#notify("logs");
  }

  #receiveMetrics(message: MetricsMessage): void {
    this.samples.push(toSample(message, this.#recent[0]));
    const isRecent = ({ timeMs }: MetricsMessage) => Math.abs(message.timeMs - timeMs) < rateWindowMs;
    this.#recent = [...this.#recent.filter(isRecent), message];
    this.#notify("samples");
    const sinceMs = message.timeMs - (this.#tables?.timeMs ?? Number.NEGATIVE_INFINITY);
    if (sinceMs >= 0 && sinceMs < tableIntervalMs && !isNewSet(message, this.#tables)) return;
    this.#tables = message;
    this.#notify("tables");
  }

  #notify(topic: Topic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
}

/** Whether sessions came, went or changed their state: people want to see that at once. */
function isNewSet(now: MetricsMessage, shown: MetricsMessage | undefined): boolean {
  const key = ({ sessions }: MetricsMessage) =>
    sessions.map(({ sessionId, state }) => `${sessionId} ${state}`).join();
  return shown === undefined || key(now) !== key(shown);
}
