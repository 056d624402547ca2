import { createStore } from "zustand/vanilla";
import type { EditorStreamMessage } from "#engine/protocol/editor-stream.ts";
import { type ShownLine, shownLinesPerNode } from "#engine/protocol/shown-line.ts";
import type { EditorSink } from "../links/editor-link.ts";

/** A line as this page stores it; `id` counts up with every line that came. */
export interface NumberedLine extends ShownLine {
  readonly id: number;
}

interface SessionLines {
  readonly flowId: string;
  /** In the order in which they came. */
  readonly lines: readonly NumberedLine[];
}

/** Sessions whose lines are stored, those that showed something last. */
const maxSessions = 8;
const none: readonly NumberedLine[] = [];

/** What nodes have shown since this page was opened: of each node of a session the last lines. */
export class ShownLines implements EditorSink {
  readonly store = createStore<{ readonly sessions: ReadonlyMap<string, SessionLines> }>(() => ({
    sessions: new Map(),
  }));
  #nextId = 1;

  receive(message: Exclude<EditorStreamMessage, { type: "hello" }>): void {
    if (message.type !== "shown") return;
    const { sessionId, flowId } = message;
    const sessions = new Map(this.store.getState().sessions);
    const before = sessions.get(sessionId)?.lines ?? none;
    const added = message.lines.map((line) => ({ ...line, id: this.#nextId++ }));
    sessions.delete(sessionId);
    sessions.set(sessionId, { flowId, lines: lastOfEachNode([...before, ...added]) });
    for (const oldest of sessions.keys()) if (sessions.size > maxSessions) sessions.delete(oldest);
    this.store.setState({ sessions });
  }

  /** Lines that came before a connection was lost stay: the session may have ended meanwhile. */
  setConnection(): void {}
}

/** Lines of a session; without one, those of the flow's session that showed something last. */
export function linesOf(
  sessions: ReadonlyMap<string, SessionLines>,
  flowId: string,
  sessionId: string | undefined,
): readonly NumberedLine[] {
  if (sessionId !== undefined) return sessions.get(sessionId)?.lines ?? none;
  return [...sessions.values()].findLast((each) => each.flowId === flowId)?.lines ?? none;
}

function lastOfEachNode(lines: readonly NumberedLine[]): readonly NumberedLine[] {
  const counts = new Map<string, number>();
  return lines
    .toReversed()
    .filter(({ nodeId }) => {
      const count = (counts.get(nodeId) ?? 0) + 1;
      counts.set(nodeId, count);
      return count <= shownLinesPerNode;
    })
    .reverse();
}
