import { create } from "zustand";
import { text } from "../texts/texts.ts";
import { readStored, writeStored } from "../ui/storage.ts";

/** Names that a reader gave, by speaker number. */
export type SpeakerNames = Readonly<Record<number, string>>;

const key = "patchbay.speakerNames";
/** Sessions whose names are remembered; the oldest are forgotten. */
const maxSessions = 50;

interface NamesBySession {
  readonly sessions: Readonly<Record<string, SpeakerNames>>;
  /** Gives a speaker a name; an empty one takes it back. */
  rename(sessionId: string, speaker: number, name: string): void;
}

/** What speakers are called, session by session, kept in this browser. */
export const useSpeakerNames = create<NamesBySession>((set, get) => ({
  sessions: readStored("localStorage", key) ?? {},
  rename(sessionId, speaker, name) {
    const { [sessionId]: names = {}, ...others } = get().sessions;
    const { [speaker]: _, ...rest } = names;
    const changed = name.trim() === "" ? rest : { ...rest, [speaker]: name.trim() };
    const recent = Object.entries(others).slice(1 - maxSessions);
    const sessions = { ...Object.fromEntries(recent), [sessionId]: changed };
    writeStored("localStorage", key, sessions);
    set({ sessions });
  },
}));

/** What a speaker is called; undefined while it is not known who speaks. */
export function speakerName(speaker: number | undefined, names: SpeakerNames): string | undefined {
  return speaker === undefined
    ? undefined
    : (names[speaker] ?? text("captions.speaker", { number: speaker }));
}
