import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import type { SessionEvent } from "#engine/protocol/session-event.ts";

interface PastEvent {
  readonly sequence: number;
  readonly json: string;
  /** Set for captions: their segment, and the language of a translation. */
  readonly key: string | undefined;
}

/** Hypotheses kept at most that wait for their final text; older ones were given up upstream. */
const maxOpen = 32;

/** What a client that joins late is sent: the last events, and what is being said right now. */
export class CaptionHistory {
  readonly #length: number;
  readonly #events: PastEvent[] = [];
  readonly #partials = new Map<string, string>();

  /** @param length events kept, the latest ones. */
  constructor(length: number) {
    this.#length = length;
  }

  /** Stores an event message. A final takes the place of its partial. */
  addEvent(event: SessionEvent, sequence: number, json: string): void {
    const key = event.type === "caption" ? keyOf(event.event) : undefined;
    if (key !== undefined) this.#partials.delete(key);
    this.#events.push({ sequence, json, key });
    if (this.#events.length > this.#length) this.#events.shift();
  }

  /** Stores a partial message, the last one of its key; one that comes after its final is ignored. */
  addPartial(event: CaptionEvent, json: string): void {
    const key = keyOf(event);
    if (this.#events.some((past) => past.key === key)) return;
    this.#partials.delete(key);
    this.#partials.set(key, json);
    if (this.#partials.size <= maxOpen) return;
    for (const oldest of this.#partials.keys()) {
      this.#partials.delete(oldest);
      return;
    }
  }

  /** The messages of the events after a number, in order and without a gap, then the open partials. */
  messagesAfter(sequence: number): string[] {
    const missed = this.#events.filter((past) => past.sequence > sequence);
    return [...missed.map(({ json }) => json), ...this.#partials.values()];
  }
}

/** One hypothesis follows another under the same key. */
function keyOf(event: CaptionEvent): string {
  return event.kind === "translation" ? `${event.segmentId} ${event.language}` : `${event.segmentId}`;
}
