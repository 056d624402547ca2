import type { NamedSession } from "../links/audio-link.ts";
import { readStored, writeStored } from "../ui/storage.ts";

/** The session that this page feeds; kept until the tab is closed, so that a reload goes on with it. */
export interface KeptSession extends NamedSession {
  readonly flowId: string;
  /** Wall time, ms since 1970. */
  readonly startedMs: number;
  /** A file is gone after a reload, a microphone is not. */
  readonly source: "microphone" | "file";
}

const key = "patchbay.editor.session";

export function readKept(): KeptSession | undefined {
  return readStored("sessionStorage", key);
}

/** Keeps the session; undefined when there is none any more. */
export function keep(session: KeptSession | undefined): void {
  writeStored("sessionStorage", key, session);
}
