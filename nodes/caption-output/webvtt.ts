import { type Cue, formatTimestamp, wrapText } from "./cue.ts";

/**
 * Cues, in order of time, as a WebVTT file (W3C WebVTT 1). The speaker is a voice span over the whole cue,
 * whose end tag the standard lets us leave out.
 */
export function formatWebvtt(cues: readonly Cue[]): string {
  return `WEBVTT\n\n${cues.map((cue, at) => `${at + 1}\n${formatCue(cue)}\n\n`).join("")}`;
}

function formatCue({ startMs, endMs, text, speaker }: Cue): string {
  const times = `${formatTimestamp(startMs, ".")} --> ${formatTimestamp(endMs, ".")}`;
  const voice = speaker === undefined ? "" : `<v Speaker ${speaker}>`;
  return `${times}\n${voice}${wrapText(text).map(escapeText).join("\n")}`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
