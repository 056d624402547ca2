import type { EditorStreamMessage } from "#engine/protocol/editor-stream.ts";
import type { Connection, EditorSink } from "../links/editor-link.ts";

type MetricsMessage = Extract<EditorStreamMessage, { type: "metrics" }>;

/** One live session as the server tells of it, 4 times a second. */
export type SessionFigures = MetricsMessage["sessions"][number];

/** What changed: the list of sessions, the figures of the watched one, or the connection. */
export type FiguresTopic = "sessions" | "watched" | "connection";

/**
 * Figures of the live sessions, beside React: who draws them subscribes, and nothing else renders. The watched
 * session is the one chosen, else the newest live one of the flow in front.
 */
export class LiveFigures implements EditorSink {
  readonly #listeners = new Map<FiguresTopic, Set<() => void>>();
  #connection: Connection = "connecting";
  #message: MetricsMessage | undefined;
  #flowId: string | undefined;
  #chosen: string | undefined;

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

  /** Live sessions of the flow in front, oldest first. */
  sessions(): readonly SessionFigures[] {
    return this.#message?.sessions.filter(({ flowId }) => flowId === this.#flowId) ?? [];
  }

  /** The session that is watched; undefined while none is live. */
  watched(): SessionFigures | undefined {
    const sessions = this.sessions();
    return sessions.find(({ sessionId }) => sessionId === this.#chosen) ?? sessions.at(-1);
  }

  /** Chooses the flow whose sessions count. */
  watchFlow(flowId: string): void {
    this.#flowId = flowId;
    this.#chosen = undefined;
    this.#notify("sessions");
    this.#notify("watched");
  }

  /** Chooses a session; undefined goes back to the newest. */
  watch(sessionId: string | undefined): void {
    this.#chosen = sessionId;
    this.#notify("watched");
  }

  receive(message: Exclude<EditorStreamMessage, { type: "hello" }>): void {
    if (message.type !== "metrics") return;
    this.#message = message;
    this.#notify("sessions");
    this.#notify("watched");
  }

  setConnection(connection: Connection): void {
    this.#connection = connection;
    this.#notify("connection");
  }

  #notify(topic: FiguresTopic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
}
