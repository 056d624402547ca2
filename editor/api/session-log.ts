import type { EventPage } from "#engine/protocol/rest/sessions.ts";
import type { SessionEvent } from "#engine/protocol/session-event.ts";
import { ask } from "./client.ts";

/** An event that tells how a session went, or what its nodes showed; captions are no such events. */
export interface LogEntry {
  readonly sequence: number;
  /** Wall time, ms since 1970. */
  readonly timeMs: number;
  readonly event: Extract<SessionEvent, { type: "state" | "device" | "shown" }>;
}

/** Reads the log of one session: each time only what came since the last time. */
export class SessionLogReader {
  readonly #load: (afterSequence: number) => Promise<EventPage>;
  #after = 0;
  #entries: readonly LogEntry[] = [];

  /** @param load gives events after a number. Default: the server's */
  constructor(sessionId: string, load = (after: number) => loadEvents(sessionId, after)) {
    this.#load = load;
  }

  /** All states, changes of devices and shown lines so far, oldest first. @throws {Error} why the server does not say */
  readonly read = async (): Promise<readonly LogEntry[]> => {
    for (;;) {
      const { events, lastSequence } = await this.#load(this.#after);
      const fresh = events.filter(({ sequence }) => sequence > this.#after);
      this.#entries = [...this.#entries, ...fresh.filter(isEntry)];
      this.#after = fresh.at(-1)?.sequence ?? this.#after;
      if (fresh.length === 0 || this.#after >= lastSequence) return this.#entries;
    }
  };
}

/** Kinds of events that only a newer server knows are left out. */
function isEntry(each: EventPage["events"][number]): each is LogEntry {
  return ["state", "device", "shown"].includes(each.event.type);
}

function loadEvents(sessionId: string, after: number): Promise<EventPage> {
  const path = `/api/sessions/${encodeURIComponent(sessionId)}/events?after=${after}`;
  return ask("GET", path);
}
