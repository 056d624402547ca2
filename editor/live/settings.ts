import type { NamedSession } from "../links/audio-link.ts";
import { readStored, writeStored } from "../ui/storage.ts";

/** What a speaker chose; remembered in this browser. */
export interface Settings {
  /** Empty: the system's microphone. */
  readonly deviceId: string;
  /** Spoken language, ISO 639-1, or auto. */
  readonly language: string;
  readonly targetLanguages: readonly string[];
}

/** The session that a page runs; kept until the tab is closed, so that a reload goes on with it. */
export interface RunningSession extends NamedSession {
  readonly startedMs: number;
  readonly language: string;
  readonly targetLanguages: readonly string[];
}

const settingsKey = "patchbay.live";
const sessionKey = "patchbay.session";

const defaults: Settings = { deviceId: "", language: "auto", targetLanguages: ["es", "fr"] };

export function readSettings(): Settings {
  return { ...defaults, ...readStored<Partial<Settings>>("localStorage", settingsKey) };
}

export function writeSettings(settings: Settings): void {
  writeStored("localStorage", settingsKey, settings);
}

export function readSession(): RunningSession | undefined {
  return readStored("sessionStorage", sessionKey);
}

/** Keeps the running session; undefined when there is none any more. */
export function writeSession(session: RunningSession | undefined): void {
  writeStored("sessionStorage", sessionKey, session);
}
