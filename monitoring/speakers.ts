import type { SessionEvent } from "#engine/protocol/session-event.ts";
import type { MeasuredSession } from "./session-collector.ts";

/** Counts the speakers of the live sessions from their events. */
export class SpeakerCount {
  readonly #highest = new Map<string, number>();

  /** Speakers are numbered in order of appearance: the highest number is their count. */
  event(sessionId: string, event: SessionEvent): void {
    if (event.type !== "speaker") return;
    this.#highest.set(sessionId, Math.max(event.speaker, this.#highest.get(sessionId) ?? 0));
  }

  /** Speakers by flow; sessions that are not live are forgotten. */
  byFlow(live: readonly Pick<MeasuredSession, "sessionId" | "flowId">[]): Map<string, number> {
    const ids = new Set(live.map(({ sessionId }) => sessionId));
    for (const id of this.#highest.keys()) if (!ids.has(id)) this.#highest.delete(id);
    const counts = new Map<string, number>();
    for (const { sessionId, flowId } of live) {
      counts.set(flowId, (counts.get(flowId) ?? 0) + (this.#highest.get(sessionId) ?? 0));
    }
    return counts;
  }
}
