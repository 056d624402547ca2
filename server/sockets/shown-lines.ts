import type { EditorStreamMessage } from "#engine/protocol/editor-stream.ts";
import { type ShownLine, shownLinesPerNode } from "#engine/protocol/shown-line.ts";
import type { ShownFrom } from "#server/sessions/service.ts";

export type ShownMessage = Extract<EditorStreamMessage, { type: "shown" }>;

interface Gathered extends ShownFrom {
  /** By node, each with its place among all that came. */
  readonly lines: Map<string, { readonly at: number; readonly line: ShownLine }[]>;
}

/**
 * Gathers what nodes show from one message to the editors to the next: of each node the newest lines, as many as a page
 * keeps. While nobody watches it gathers nothing.
 */
export class ShownLines {
  readonly #sessions = new Map<string, Gathered>();
  #isWatched = false;
  #count = 0;

  /** Says whether there is anybody to take what is gathered. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    this.#sessions.clear();
  }

  add(from: ShownFrom, line: ShownLine): void {
    if (!this.#isWatched) return;
    const gathered = this.#sessions.get(from.sessionId) ?? { ...from, lines: new Map() };
    this.#sessions.set(from.sessionId, gathered);
    const lines = gathered.lines.get(line.nodeId) ?? [];
    gathered.lines.set(line.nodeId, lines);
    lines.push({ at: this.#count++, line });
    if (lines.length > shownLinesPerNode) lines.shift();
  }

  /** What was gathered since the last time, a message a session, its lines in the order in which they came. */
  take(): ShownMessage[] {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    return sessions.map(({ sessionId, flowId, lines }) => ({
      ...{ type: "shown", sessionId, flowId },
      lines: [...lines.values()]
        .flat()
        .sort((a, b) => a.at - b.at)
        .map(({ line }) => line),
    }));
  }
}
