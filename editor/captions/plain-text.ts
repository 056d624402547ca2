import { type SpeakerNames, speakerName } from "./speaker-names.ts";
import type { Segment } from "./transcript.ts";

/** Finals as text to paste into a mail: time and name, what was said, and each translation on a line of its own. */
export function toPlainText(segments: readonly Segment[], names: SpeakerNames): string {
  return segments
    .filter(({ isFinal }) => isFinal)
    .map(({ startMs, speaker, text, translations }) => {
      const name = speakerName(speaker, names);
      const said = `[${formatTime(startMs)}] ${name === undefined ? "" : `${name}: `}${text}`;
      const translated = translations.map(({ language, text }) => `  ${language}: ${text}`);
      return [said, ...translated].join("\n");
    })
    .join("\n\n");
}

/** A time as `1:02`, or `1:00:02` from an hour on. */
export function formatTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = (value: number) => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${padded(m)}:${padded(s)}` : `${m}:${padded(s)}`;
}
