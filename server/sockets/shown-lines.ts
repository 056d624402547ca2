import type { EditorStreamMessage } from "#engine/protocol/editor-stream.ts";
import { type ShownLine, shownLinesPerNode } from "#engine/protocol/shown-line.ts";
import type { ShownFrom } from "#server/sessions/service.ts";

export type ShownMessage = Extract<EditorStreamMessage, { type: "shown" }>;

/** Characters that are taken at once: a client that has 1 MiB of bytes unread is cut off. */
const maxCharacters = 128 * 1024;

/** A line with its place among all that came. */
interface PlacedLine {
  readonly at: number;
  readonly line: ShownLine;
}

interface Gathered extends ShownFrom {
  /** By node. */
  readonly lines: Map<string, PlacedLine[]>;
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

  /**
   * What was gathered since the last time, a message a session, its lines in the order in which they came. All nodes
   * share one allowance, and each has its newest lines: no flood of one cuts off a client, or hides another's.
   */
  take(): ShownMessage[] {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    const share = maxCharacters / sessions.reduce((sum, { lines }) => sum + lines.size, 0);
    return sessions.map(({ sessionId, flowId, lines }) => ({
      ...{ type: "shown", sessionId, flowId },
      lines: [...lines.values()]
        .flatMap((ofNode) => newest(ofNode, share))
        .sort((a, b) => a.at - b.at)
        .map(({ line }) => line),
    }));
  }
}

/** The last lines that fit into a number of characters, and at least one. */
function newest(lines: readonly PlacedLine[], characters: number): readonly PlacedLine[] {
  let from = lines.length - 1;
  let left = characters - (lines[from]?.line.text.length ?? 0);
  while (from > 0) {
    left -= lines[from - 1]?.line.text.length ?? 0;
    if (left < 0) break;
    from--;
  }
  return lines.slice(from);
}
