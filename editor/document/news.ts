import { createStore } from "zustand/vanilla";
import type { EditorStreamMessage } from "#engine/protocol/editor-stream.ts";
import type { Connection, ConnectionFacts, EditorSink } from "../links/editor-link.ts";

type Message = Exclude<EditorStreamMessage, { type: "hello" }>;

/** Somebody who has the editor open. */
export type OtherEditor = Extract<EditorStreamMessage, { type: "editors" }>["editors"][number];

/** A flow was deployed, saved or removed, whoever did it. */
export type FlowNews = Extract<EditorStreamMessage, { type: "flow-changed" }>;

/** How this page and the server stand to each other. */
export interface NewsState {
  readonly connection: Connection;
  /** When the next attempt to connect begins, wall time in ms; undefined unless the connection is lost. */
  readonly retryAtMs: number | undefined;
  /** Everybody else. */
  readonly editors: readonly OtherEditor[];
}

/** What the server tells of other things than figures: who else is there, which flows changed, and whether it is there. */
export class EditorNews implements EditorSink {
  readonly store = createStore<NewsState>(() => ({
    connection: "connecting",
    retryAtMs: undefined,
    editors: [],
  }));
  readonly #listeners = new Set<(news: FlowNews) => void>();
  #editorId: string | undefined;
  #sessionCounts: ReadonlyMap<string, number> = new Map();

  /** Calls back when a flow changed on the server; the answer ends it. */
  onFlowChange(listener: (news: FlowNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many live sessions a flow has. */
  sessionCount(flowId: string): number {
    return this.#sessionCounts.get(flowId) ?? 0;
  }

  receive(message: Message): void {
    if (message.type === "flow-changed") for (const listener of this.#listeners) listener(message);
    if (message.type === "metrics") this.#sessionCounts = countByFlow(message.sessions);
    if (message.type !== "editors") return;
    this.store.setState({ editors: message.editors.filter(({ editorId }) => editorId !== this.#editorId) });
  }

  setConnection(connection: Connection, { editorId, retryAtMs }: ConnectionFacts): void {
    if (connection === "open") this.#editorId = editorId;
    // Who was there is not known any more; the server tells it again with the next hello.
    this.store.setState({ connection, retryAtMs, editors: [] });
  }
}

/** Hands what comes over one connection to several. */
export function allSinks(...sinks: readonly EditorSink[]): EditorSink {
  return {
    receive(message) {
      for (const sink of sinks) sink.receive(message);
    },
    setConnection(connection, facts) {
      for (const sink of sinks) sink.setConnection(connection, facts);
    },
  };
}

function countByFlow(sessions: readonly { readonly flowId: string }[]): ReadonlyMap<string, number> {
  const byFlow = Map.groupBy(sessions, ({ flowId }) => flowId);
  return new Map([...byFlow].map(([flowId, each]) => [flowId, each.length]));
}
