import { formatMediaTime } from "../ui/format.ts";
import { type SpeakerNames, speakerName, useSpeakerNames } from "./speaker-names.ts";
import type { Segment, Transcript } from "./transcript.ts";

/** Finals as text to paste into a mail: time and name, what was said, and each translation on a line of its own. */
export function toPlainText(segments: readonly Segment[], names: SpeakerNames): string {
  return segments
    .filter(({ isFinal }) => isFinal)
    .map(({ startMs, speaker, text, translations }) => {
      const name = speakerName(speaker, names);
      const said = `[${formatMediaTime(startMs)}] ${name === undefined ? "" : `${name}: `}${text}`;
      const translated = translations.map(({ language, text }) => `  ${language}: ${text}`);
      return [said, ...translated].join("\n");
    })
    .join("\n\n");
}

/** The transcript of a session, with the names that its reader gave the speakers. */
export function plainTextOf(sessionId: string, { segments }: Transcript): string {
  return toPlainText(segments, useSpeakerNames.getState().sessions[sessionId] ?? {});
}
