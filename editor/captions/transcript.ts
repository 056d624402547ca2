import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import type { CaptionStreamMessage } from "#engine/protocol/caption-stream.ts";
import type { SessionEvent, SessionState } from "#engine/protocol/session-event.ts";

/** A text that may still change, or not. */
export interface Line {
  readonly language: string;
  readonly text: string;
  readonly isFinal: boolean;
}

/** A stretch of speech: what was said and what that means in other languages. */
export interface Segment extends Line {
  readonly segmentId: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Number of the speaker, from 1; undefined while it is not known. */
  readonly speaker: number | undefined;
  /** In the order in which the languages first came. */
  readonly translations: readonly Line[];
}

/** Everything that a page knows of a session's captions. Values are never written to: a change makes new ones. */
export interface Transcript {
  /** By media time. A segment that did not change is the same object as before. */
  readonly segments: readonly Segment[];
  /** Speakers that were known before their segment's text came, by segment id. */
  readonly speakers: ReadonlyMap<number, number>;
  readonly state: SessionState | undefined;
  /** Why it failed, in one line. */
  readonly reason: string | undefined;
}

/** A transcript before its first event. */
export const emptyTranscript: Transcript = {
  segments: [],
  speakers: new Map(),
  state: undefined,
  reason: undefined,
};

/** The transcript after a message of the caption stream. Messages must come once and in order (CaptionLink sees to it). */
export function applyMessage(transcript: Transcript, message: CaptionStreamMessage): Transcript {
  switch (message.type) {
    case "hello":
      // Partials that were missed are made good by the next ones; until then what is shown would be stale.
      return { ...transcript, state: message.state, segments: transcript.segments.filter(isFinal) };
    case "event":
      return applyEvent(transcript, message.event);
    case "partial":
      return applyCaption(transcript, message.event);
    case "end":
      return {
        ...transcript,
        state: transcript.state === "failed" ? "failed" : "ended",
        segments: transcript.segments.filter(isFinal),
      };
  }
}

/** Languages of the translations so far, in the order in which they came. */
export function translationLanguages({ segments }: Transcript): string[] {
  return [...new Set(segments.flatMap(({ translations }) => translations.map(({ language }) => language)))];
}

function applyEvent(transcript: Transcript, event: SessionEvent): Transcript {
  switch (event.type) {
    case "caption":
      return applyCaption(transcript, event.event);
    case "speaker": {
      const { segmentId, speaker } = event;
      const speakers = new Map(transcript.speakers).set(segmentId, speaker);
      return { ...changeSegment(transcript, segmentId, (segment) => ({ ...segment, speaker })), speakers };
    }
    case "state":
      return { ...transcript, state: event.state, reason: event.reason };
    default:
      return transcript; // no news to a reader; a newer server may also send kinds that this page does not know
  }
}

function applyCaption(transcript: Transcript, event: CaptionEvent): Transcript {
  return event.kind === "translation"
    ? applyTranslation(transcript, event)
    : applySpeech(transcript, event, event.kind === "final");
}

function applySpeech(
  transcript: Transcript,
  event: CaptionEvent & { kind: "partial" | "final" },
  isFinal: boolean,
): Transcript {
  const { segmentId, language, text, startMs, endMs } = event;
  const known = transcript.segments.find((segment) => segment.segmentId === segmentId);
  if (known?.isFinal && !isFinal) return transcript; // a draft that comes too late
  const others = transcript.segments.filter((segment) => segment !== known);
  if (text === "") return { ...transcript, segments: others }; // it was no speech after all
  const speaker = event.speaker ?? known?.speaker ?? transcript.speakers.get(segmentId);
  const translations = known?.translations ?? [];
  const segment = { segmentId, language, text, isFinal, startMs, endMs, speaker, translations };
  return { ...transcript, segments: insert(others, segment) };
}

function applyTranslation(transcript: Transcript, event: CaptionEvent & { kind: "translation" }): Transcript {
  const line = { language: event.language, text: event.text, isFinal: event.hypothesis === "final" };
  return changeSegment(transcript, event.segmentId, (segment) => {
    const known = segment.translations.findIndex(({ language }) => language === line.language);
    if (line.text === "")
      return { ...segment, translations: segment.translations.filter((_, at) => at !== known) };
    if (known === -1) return { ...segment, translations: [...segment.translations, line] };
    if (segment.translations[known]?.isFinal && !line.isFinal) return segment;
    return { ...segment, translations: segment.translations.with(known, line) };
  });
}

function changeSegment(
  transcript: Transcript,
  segmentId: number,
  change: (segment: Segment) => Segment,
): Transcript {
  const at = transcript.segments.findLastIndex((segment) => segment.segmentId === segmentId);
  const segment = transcript.segments[at];
  if (segment === undefined) return transcript;
  return { ...transcript, segments: transcript.segments.with(at, change(segment)) };
}

function insert(segments: readonly Segment[], segment: Segment): Segment[] {
  const after = segments.findLastIndex(({ startMs }) => startMs <= segment.startMs);
  return segments.toSpliced(after + 1, 0, segment);
}

function isFinal(segment: Segment): boolean {
  return segment.isFinal;
}
