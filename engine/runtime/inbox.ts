import type { QueuedLink } from "./link.ts";

/** The inputs of one node: how many have not ended, and the queues of those that have one. */
export class Inbox {
  /** Inputs that have not ended. */
  open = 0;
  readonly #links: QueuedLink[] = [];

  /** Counts an input; a queued one is also pulled from. */
  add(queued: QueuedLink | undefined): void {
    this.open++;
    if (queued !== undefined) this.#links.push(queued);
  }

  get isEmpty(): boolean {
    return this.#links.every(({ queue }) => queue.length === 0);
  }

  /** Starts, in media time, of all that waits. Where wires joined before a queue, its first need not be the earliest. */
  starts(): number[] {
    return this.#links.flatMap(({ queue }) => [...queue.items()].map(({ packet }) => packet.startSamples));
  }

  /** The input whose first packet came before those of the others; undefined when none waits. */
  oldest(): QueuedLink | undefined {
    let oldest: QueuedLink | undefined;
    let first = Number.POSITIVE_INFINITY;
    for (const link of this.#links) {
      const head = link.queue.peek();
      if (head === undefined || head.arrival > first) continue;
      oldest = link;
      first = head.arrival;
    }
    return oldest;
  }

  /** Drops what waits, and lets its senders go. */
  clear(): void {
    for (const { queue } of this.#links) queue.clear();
  }
}
