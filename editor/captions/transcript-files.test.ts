import { expect, test } from "vitest";
import { emptyTranscript, type Transcript } from "./transcript.ts";
import { isOwnFile, transcriptFiles } from "./transcript-files.ts";

const transcript = (...languages: string[]): Transcript => {
  const translations = languages.map((language) => ({ language, text: language, isFinal: true }));
  const times = { startMs: 0, endMs: 1, speaker: undefined };
  const segment = { segmentId: 1, language: "en", text: "said", isFinal: true, ...times, translations };
  return { ...emptyTranscript, segments: [segment] };
};
const keys = (...languages: string[]) => transcriptFiles(transcript(...languages)).map(({ key }) => key);

test("without translations there is one file a format", () => {
  expect(keys()).toEqual(["txt", "srt", "vtt", "jsonl all"]);
});

test("every translated language has its files, and one text has them all", () => {
  const files = ["txt all", "txt", "txt es", "txt de", "srt", "srt es", "srt de", "vtt", "vtt es", "vtt de"];
  expect(keys("es", "de")).toEqual([...files, "jsonl all"]);
  const own = transcriptFiles(transcript("es")).filter(isOwnFile);
  expect(own.map(({ key }) => key)).toEqual(["txt all"]);
});
