import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import type { TranscriptFormat } from "#engine/protocol/rest/sessions.ts";
import { isPartial } from "#engine/protocol/session-event.ts";
import { type Cue, formatTimestamp, sortCues, toCue } from "#nodes/caption-output/cue.ts";
import { formatSrt } from "#nodes/caption-output/srt.ts";
import { formatWebvtt } from "#nodes/caption-output/webvtt.ts";
import type { StoredEvent } from "#server/sessions/store.ts";

/** What a file of each form is called. */
export const transcriptFiles = {
  srt: { mediaType: "application/x-subrip; charset=utf-8", title: "SubRip" },
  vtt: { mediaType: "text/vtt; charset=utf-8", title: "WebVTT" },
  jsonl: { mediaType: "application/x-ndjson; charset=utf-8", title: "JSON, one caption event a line" },
  txt: { mediaType: "text/plain; charset=utf-8", title: "plain text" },
} as const satisfies Record<TranscriptFormat, { mediaType: string; title: string }>;

/**
 * A session's transcript. Without a language: what was said (JSONL: the translations too). With one: every segment
 * in it, as it was said or as it was translated; a segment that is in it neither way is left out.
 */
export function renderTranscript(
  format: TranscriptFormat,
  events: readonly StoredEvent[],
  language?: string,
): string {
  const captions = events.flatMap(({ event }) => (event.type === "caption" ? [event.event] : []));
  const finals = captions.filter((caption) => !isPartial(caption));
  if (format === "jsonl") {
    const lines = language === undefined ? finals : inLanguage(finals, language);
    return lines.map((caption) => `${JSON.stringify(caption)}\n`).join("");
  }
  const chosen =
    language === undefined ? finals.filter(({ kind }) => kind === "final") : inLanguage(finals, language);
  const cues = sortCues(chosen.map(toCue).filter((cue) => cue !== undefined));
  if (format === "srt") return formatSrt(cues);
  return format === "vtt" ? formatWebvtt(cues) : formatText(cues);
}

/** One caption a segment, in order of the segments. What was said in the language itself beats a translation. */
function inLanguage(finals: readonly CaptionEvent[], language: string): CaptionEvent[] {
  const bySegment = new Map<number, CaptionEvent>();
  for (const caption of finals) {
    if (caption.language !== language) continue;
    if (bySegment.get(caption.segmentId)?.kind === "final") continue;
    bySegment.set(caption.segmentId, caption);
  }
  return [...bySegment.values()].sort((a, b) => a.segmentId - b.segmentId);
}

/** A line a caption: `00:01:02 Speaker 1: text`. */
function formatText(cues: readonly Cue[]): string {
  return cues
    .map(({ startMs, speaker, text }) => {
      const time = formatTimestamp(startMs, ".").replace(/\.\d+$/, "");
      return `${time} ${speaker === undefined ? "" : `Speaker ${speaker}: `}${text}\n`;
    })
    .join("");
}
