import type { CaptionEvent } from "#engine/protocol/caption-event.ts";

/** One subtitle: a segment's text between two moments of media time. */
export interface Cue {
  /** Whole ms from the start of the session. */
  readonly startMs: number;
  /** Whole ms, at least 1 after `startMs` (WebVTT wants the end after the start). */
  readonly endMs: number;
  /** One line of text, not empty. */
  readonly text: string;
  /** Speaker number from 1, once known. */
  readonly speaker?: number | undefined;
}

/** Longest line of a subtitle in characters, as the Netflix timed text style guide has it for Latin script. */
const lineLength = 42;

/** A caption event as a cue; undefined when it holds no text. Line breaks within the text become spaces. */
export function toCue(event: CaptionEvent): Cue | undefined {
  const text = event.text.replace(/\s+/g, " ").trim();
  if (text === "") return undefined;
  const startMs = Math.max(0, Math.round(event.startMs));
  const endMs = Math.max(startMs + 1, Math.round(event.endMs));
  return { startMs, endMs, text, speaker: event.speaker };
}

/** Cues in order of time; those of the same time stay in the order in which they came. */
export function sortCues(cues: readonly Cue[]): Cue[] {
  return cues.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

/** A moment as `HH:MM:SS,mmm` (SRT) or `HH:MM:SS.mmm` (WebVTT); the hours have two digits or more. */
export function formatTimestamp(ms: number, decimalSign: "," | "."): string {
  const digits = (value: number, count: number) => String(value).padStart(count, "0");
  const seconds = Math.floor(ms / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${clock.map((part) => digits(part, 2)).join(":")}${decimalSign}${digits(ms % 1000, 3)}`;
}

/** Text in lines of at most 42 characters, broken at spaces; only a longer word is cut. */
export function wrapText(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap(cutLongWord)) {
    if (line !== "" && line.length + 1 + word.length > lineLength) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

/** Text without spaces (Chinese, Japanese) in pieces of a line each, never within a character. */
function cutLongWord(word: string): string[] {
  if (word.length <= lineLength) return [word];
  const characters = Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment);
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += lineLength) {
    pieces.push(characters.slice(at, at + lineLength).join(""));
  }
  return pieces;
}
