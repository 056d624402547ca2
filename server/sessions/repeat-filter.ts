import type { SessionEvent } from "#engine/protocol/session-event.ts";

/**
 * Knows what of a session was kept before it was interrupted. A session that is taken up again hears its last
 * unfinished stretch once more, so events that were kept come again; their times may differ by a frame or two.
 */
export class RepeatFilter {
  readonly #keptUntilMs = new Map<string, number>();

  /** @param kept events of the session so far */
  constructor(kept: readonly SessionEvent[]) {
    for (const event of kept) {
      const found = placeOf(event);
      if (found === undefined) continue;
      this.#keptUntilMs.set(found.key, Math.max(found.endMs, this.#keptUntilMs.get(found.key) ?? 0));
    }
  }

  /** Whether an event tells of something that was kept: more than half of it lies before what is known. */
  isRepeat(event: SessionEvent): boolean {
    const found = placeOf(event);
    if (found === undefined) return false;
    return (found.startMs + found.endMs) / 2 < (this.#keptUntilMs.get(found.key) ?? 0);
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
