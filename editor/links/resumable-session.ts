import { readStored, writeStored } from "../ui/storage.ts";
import type { NamedSession } from "./audio-link.ts";

/** A session that a page feeds, with what it takes to go on with it after a reload. */
export interface ResumableSession extends NamedSession {
  /** When it began; wall time, ms since 1970. */
  readonly startedMs: number;
}

/** Where a page keeps the session that it feeds until the tab is closed: one, under a key of the page's own. */
export class ResumableStore<Session extends ResumableSession> {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  read(): Session | undefined {
    return readStored("sessionStorage", this.#key);
  }

  /** Undefined: there is none any more. */
  write(session: Session | undefined): void {
    writeStored("sessionStorage", this.#key, session);
  }
}
