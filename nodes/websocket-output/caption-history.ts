import type { CaptionEvent } from "#engine/protocol/caption-event.ts";

interface Kept {
  readonly sequence: number;
  readonly json: string;
  /** Segment, and language for a translation: one hypothesis follows another under the same key. */
  readonly key: string;
}

/** Hypotheses kept at most that wait for their final text; older ones were given up upstream. */
const maxOpen = 32;

/** What somebody who joins late has to be told: the last final text, what is still open, and who speaks. */
export class CaptionHistory {
  readonly #length: number;
  readonly #finals: Kept[] = [];
  readonly #partials = new Map<string, Kept>();
  readonly #speakers = new Map<string, Kept>();

  /** @param length final captions and translations kept, the latest ones. */
  constructor(length: number) {
    this.#length = length;
  }

  /** Keeps a caption message. A final takes the place of its partial; a partial that comes later is ignored. */
  addCaption(event: CaptionEvent, sequence: number, json: string): void {
    const isTranslation = event.kind === "translation";
    const key = isTranslation ? `${event.segmentId} ${event.language}` : `${event.segmentId}`;
    if ((isTranslation ? event.hypothesis : event.kind) === "final") {
      this.#partials.delete(key);
      this.#finals.push({ sequence, json, key });
      if (this.#finals.length > this.#length) this.#finals.shift();
    } else if (!this.#finals.some((final) => final.key === key)) {
      replace(this.#partials, { sequence, json, key }, maxOpen);
    }
  }

  /** Keeps a speaker message, the last one of a segment. */
  addSpeaker(segmentId: number, sequence: number, json: string): void {
    replace(this.#speakers, { sequence, json, key: `${segmentId}` }, this.#length + maxOpen);
  }

  /** The messages kept, in the order in which they were sent. */
  messages(): string[] {
    return [...this.#finals, ...this.#partials.values(), ...this.#speakers.values()]
      .sort((a, b) => a.sequence - b.sequence)
      .map(({ json }) => json);
  }
}

/** Puts an entry last, in the place of an older one of its key, and drops the oldest above `capacity`. */
function replace(entries: Map<string, Kept>, entry: Kept, capacity: number): void {
  entries.delete(entry.key);
  entries.set(entry.key, entry);
  if (entries.size <= capacity) return;
  for (const oldest of entries.keys()) {
    entries.delete(oldest);
    return;
  }
}
