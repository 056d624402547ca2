import type { SessionEvent } from "#engine/protocol/session-event.ts";

/**
 * Knows what of a session was stored before it was interrupted. A session that is taken up again gives its last
 * unfinished stretch once more, so events that were stored come again; their times may differ by a frame or two.
 */
export class RepeatFilter {
  readonly #storedUntilMs = new Map<string, number>();

  /** @param events those of the session so far */
  constructor(events: readonly SessionEvent[]) {
    for (const event of events) {
      const found = placeOf(event);
      if (found === undefined) continue;
      this.#storedUntilMs.set(found.key, Math.max(found.endMs, this.#storedUntilMs.get(found.key) ?? 0));
    }
  }

  /** Whether an event is of something that was stored: more than half of it lies before what is known. */
  isRepeat(event: SessionEvent): boolean {
    const found = placeOf(event);
    if (found === undefined) return false;
    return (found.startMs + found.endMs) / 2 < (this.#storedUntilMs.get(found.key) ?? 0);
  }
}

/** What an event is about (captions, translations by language, speakers, lines of a node) and where it lies in media time. */
function placeOf(event: SessionEvent): { key: string; startMs: number; endMs: number } | undefined {
  if (event.type === "state" || event.type === "device") return undefined;
  if (event.type === "speaker") return { key: "speaker", startMs: event.startMs, endMs: event.endMs };
  if (event.type === "shown")
    return { key: `shown ${event.nodeId}`, startMs: event.startMs, endMs: event.endMs };
  const { kind, language, startMs, endMs } = event.event;
  return { key: kind === "translation" ? `translation ${language}` : "caption", startMs, endMs };
}
