import { type ResumableSession, ResumableStore } from "../links/resumable-session.ts";
import { chooseDevice, chosenDevice } from "../microphone/chosen-device.ts";
import { readStored, writeStored } from "../ui/storage.ts";

/** What a speaker chose; remembered in this browser. */
export interface Settings {
  /** Empty: the system's microphone. */
  readonly deviceId: string;
  /** Spoken language, ISO 639-1, or auto. */
  readonly language: string;
  readonly targetLanguages: readonly string[];
}

/** The session that the page feeds, with the languages that it was started with. */
export interface RunningSession extends ResumableSession {
  readonly language: string;
  readonly targetLanguages: readonly string[];
}

const settingsKey = "patchbay.live";
type Languages = Omit<Settings, "deviceId">;

const defaults: Languages = { language: "auto", targetLanguages: ["es", "fr"] };

/** The session that this tab runs, so that a reload takes it up again. */
export const runningSession = new ResumableStore<RunningSession>("patchbay.session");

/** What the speaker chose last, or the defaults. */
export function readSettings(): Settings {
  const chosen = readStored<Partial<Languages>>("localStorage", settingsKey);
  return { ...defaults, ...chosen, deviceId: chosenDevice() };
}

/** Keeps what the speaker chose. */
export function writeSettings({ deviceId, ...languages }: Settings): void {
  chooseDevice(deviceId);
  writeStored("localStorage", settingsKey, languages);
}
