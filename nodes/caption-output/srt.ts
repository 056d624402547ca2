import { type Cue, formatTimestamp, wrapText } from "./cue.ts";

/**
 * Cues, in order of time, as a SubRip file: number, times, text and a blank line each. The speaker stands in
 * brackets, since SubRip has no word for it. SubRip has no escapes either: an arrow within the text, which
 * players take for a line of times, loses one dash.
 */
export function formatSrt(cues: readonly Cue[]): string {
  return cues.map((cue, at) => `${at + 1}\n${formatCue(cue)}\n\n`).join("");
}

function formatCue({ startMs, endMs, text, speaker }: Cue): string {
  const times = `${formatTimestamp(startMs, ",")} --> ${formatTimestamp(endMs, ",")}`;
  const spoken = speaker === undefined ? text : `[Speaker ${speaker}] ${text}`;
  return [times, ...wrapText(spoken.replaceAll("-->", "->"))].join("\n");
}
