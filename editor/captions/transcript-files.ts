import { type TranscriptFormat, transcriptFormats } from "#engine/protocol/rest/sessions.ts";
import { type Transcript, translationLanguages } from "./transcript.ts";

/** A file that a session's transcript can be had as. */
export interface TranscriptFile {
  readonly key: string;
  readonly format: TranscriptFormat;
  /** `all`: what was said and its translations; `spoken`: what was said; `translation`: `language` alone. */
  readonly content: "all" | "spoken" | "translation";
  readonly language?: string;
}

/** The files of a transcript, those of one format together. JSONL holds everything in any case. */
export function transcriptFiles(transcript: Transcript): readonly TranscriptFile[] {
  const languages = translationLanguages(transcript);
  return transcriptFormats.flatMap((format): TranscriptFile[] => {
    const all: TranscriptFile = { key: `${format} all`, format, content: "all" };
    if (format === "jsonl") return [all];
    const spoken: TranscriptFile = { key: format, format, content: "spoken" };
    const translated = languages.map((language): TranscriptFile => {
      return { key: `${format} ${language}`, format, content: "translation", language };
    });
    // Only text has room for several languages.
    const isWhole = format === "txt" && languages.length > 0;
    return [...(isWhole ? [all] : []), spoken, ...translated];
  });
}

/** Whether this page writes the file itself: the server has no text with all languages. */
export function isOwnFile({ format, content }: TranscriptFile): boolean {
  return format === "txt" && content === "all";
}
