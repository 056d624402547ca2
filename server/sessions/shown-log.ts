import type { SessionEvent } from "#engine/protocol/session-event.ts";
import { type ShownLine, shownLinesPerNode } from "#engine/protocol/shown-line.ts";

/** Decides which lines that nodes show are stored: of each node the first ones, since what is stored is never taken back. */
export class ShownLog {
  readonly #counts = new Map<string, number>();

  /** @param events those of the session so far */
  constructor(events: readonly SessionEvent[]) {
    for (const event of events) if (event.type === "shown") this.#count(event.nodeId);
  }

  /** The event of a line; undefined when enough of its node is stored. */
  eventOf(line: ShownLine): SessionEvent | undefined {
    if ((this.#counts.get(line.nodeId) ?? 0) >= shownLinesPerNode) return undefined;
    const isLast = this.#count(line.nodeId) === shownLinesPerNode;
    return { type: "shown", ...line, ...(isLast ? { isLast } : {}) };
  }

  #count(nodeId: string): number {
    const count = (this.#counts.get(nodeId) ?? 0) + 1;
    this.#counts.set(nodeId, count);
    return count;
  }
}
