import type { EditorStreamMessage, MetricsMessage } from "#engine/protocol/editor-stream.ts";
import type { Connection, EditorSink } from "../links/editor-link.ts";
import type { SessionFigures } from "../links/figures.ts";
import type { SampleRing } from "../ui/chart/sample-ring.ts";
import { type EdgeNow, edgeFigures, type Moment, type NodeNow, nodeFigures } from "./figures.ts";
import { type HistorySeries, NodeHistory } from "./history.ts";

export type { SessionFigures } from "../links/figures.ts";

/** Id of the session that is watched; undefined while none is live. */
export function watchedIdOf(figures: LiveFigures): string | undefined {
  return figures.watched()?.sessionId;
}

/** What changed: the list of sessions, the figures of the watched one, or the connection. */
export type FiguresTopic = "sessions" | "watched" | "connection";

/** Rates are over about this time: within a quarter of a second a packet more or less is a tenth of them. */
const rateWindowMs = 1000;

const nothing: ReadonlyMap<string, never> = new Map<string, never>();

/**
 * Figures of the live sessions, beside React: who draws them subscribes, and nothing else renders. The watched
 * session is the one chosen, else the newest live one of the flow in front. Rates and history are of that one only;
 * they begin anew with another one, and the history of one that has ended stays until then.
 */
export class LiveFigures implements EditorSink {
  readonly #listeners = new Map<FiguresTopic, Set<() => void>>();
  #connection: Connection = "connecting";
  #message: MetricsMessage | undefined;
  #flowId: string | undefined;
  #chosen: string | undefined;
  #sessions: readonly SessionFigures[] = [];
  #watched: SessionFigures | undefined;
  /** Moments of the last second of the session that `#history` is of, oldest first. */
  #recent: Moment[] = [];
  #nodes: ReadonlyMap<string, NodeNow> = nothing;
  #edges: ReadonlyMap<string, EdgeNow> = nothing;
  readonly #history = new NodeHistory();
  #historyOf: string | undefined;

  /** Calls back when something of the topic changed; the answer ends it. */
  readonly subscribe = (topic: FiguresTopic, listener: () => void): (() => void) => {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  connection(): Connection {
    return this.#connection;
  }

  /** Live sessions of the flow in front, oldest first; the same array until there is news. */
  sessions(): readonly SessionFigures[] {
    return this.#sessions;
  }

  /** The session that is watched; undefined while none is live. The same object until there is news. */
  watched(): SessionFigures | undefined {
    return this.#watched;
  }

  /** Nodes of the watched session now, by id. */
  nodes(): ReadonlyMap<string, NodeNow> {
    return this.#nodes;
  }

  /** Wires of the watched session now, by label. */
  edges(): ReadonlyMap<string, EdgeNow> {
    return this.#edges;
  }

  /** The last five minutes of a node in the session watched now, or last. */
  history(nodeId: string): SampleRing<HistorySeries> | undefined {
    return this.#history.of(nodeId);
  }

  /** Chooses the flow whose sessions count. */
  watchFlow(flowId: string): void {
    this.#flowId = flowId;
    this.#chosen = undefined;
    this.#forget();
    this.#choose();
    this.#notify("sessions");
    this.#notify("watched");
  }

  /** Chooses a session; undefined goes back to the newest. */
  watch(sessionId: string | undefined): void {
    this.#chosen = sessionId;
    this.#choose();
    this.#notify("watched");
  }

  receive(message: Exclude<EditorStreamMessage, { type: "hello" }>): void {
    if (message.type !== "metrics") return;
    this.#message = message;
    this.#choose();
    this.#notify("sessions");
    this.#notify("watched");
  }

  setConnection(connection: Connection): void {
    this.#connection = connection;
    this.#notify("connection");
  }

  /** Finds the watched session in the last message, and derives what is shown of it. */
  #choose(): void {
    this.#sessions = this.#message?.sessions.filter(({ flowId }) => flowId === this.#flowId) ?? [];
    const watched =
      this.#sessions.find(({ sessionId }) => sessionId === this.#chosen) ?? this.#sessions.at(-1);
    if (watched === this.#watched) return;
    this.#watched = watched;
    if (this.#message === undefined || watched === undefined) {
      this.#recent = [];
      this.#nodes = nothing;
      this.#edges = nothing;
    } else this.#derive({ timeMs: this.#message.timeMs, session: watched });
  }

  #derive(now: Moment): void {
    if (now.session.sessionId !== this.#historyOf) this.#forget();
    this.#historyOf = now.session.sessionId;
    const [before] = this.#recent;
    this.#nodes = nodeFigures(now, before);
    this.#edges = edgeFigures(now, before);
    this.#history.add(now.timeMs, this.#nodes);
    const isRecent = ({ timeMs }: Moment) => Math.abs(now.timeMs - timeMs) < rateWindowMs;
    this.#recent = [...this.#recent.filter(isRecent), now];
  }

  #forget(): void {
    this.#recent = [];
    this.#history.clear();
    this.#historyOf = undefined;
  }

  #notify(topic: FiguresTopic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
}
