import type { TimedWord } from "#engine/graph/packets.ts";
import type { HeardStretch, PipelineOutput } from "#runtime-workers/inference/openvino-genai.ts";
import { compressionRatio, isRepetitive, trimRepeatedTail } from "./decoder/guards.ts";
import type { TranscribedPart } from "./join-windows.ts";

/** A text with its places in the audio, in samples. */
export interface HeardText {
  readonly text: string;
  readonly parts: readonly TranscribedPart[];
  readonly words: readonly TimedWord[];
}

/** What a pipeline gave, times within the audio, none of them before the one that went before. */
export function toHeard(
  { text, chunks, words = [] }: PipelineOutput,
  length: number,
  rateHz: number,
): HeardText {
  const timed = placeIn(words, length, rateHz);
  const [first, last] = [timed[0], timed.at(-1)];
  const whole = {
    text: text.trim(),
    startSamples: first?.startSamples ?? 0,
    endSamples: last?.endSamples ?? length,
  };
  const parts = chunks === undefined ? [whole] : placeIn(chunks, length, rateHz);
  return { text: whole.text, parts, words: timed };
}

function placeIn(stretches: readonly HeardStretch[], length: number, rateHz: number): TranscribedPart[] {
  let earliest = 0;
  const place = (seconds: number) => {
    earliest = Math.min(length, Math.max(earliest, Math.round(seconds * rateHz)));
    return earliest;
  };
  const placed = stretches.map(({ text, startTs, endTs }, at) => {
    const isOpen = endTs < 0;
    const end = isOpen ? (stretches[at + 1]?.startTs ?? Number.POSITIVE_INFINITY) : endTs;
    return { text: text.trim(), startSamples: place(startTs), endSamples: place(end) };
  });
  return placed.filter(({ text }) => text !== "");
}

/** A text that repeats itself: no draft, and of a final what comes before the repeats. */
export function withoutLoop(heard: HeardText, isDraft: boolean): HeardText {
  const spoken = heard.text.split(/\s+/);
  if (!isRepetitive({ compressionRatio: compressionRatio(heard.text), tokens: numbersOf(spoken) }))
    return heard;
  if (isDraft) return { text: "", parts: [], words: [] };
  const kept = trimTail(spoken);
  if (kept.length === spoken.length) return heard;
  const text = kept.join(" ");
  const said = heard.words.map((word) => word.text);
  const words = heard.words.slice(0, trimTail(said).length);
  const [start, end] = [heard.parts[0]?.startSamples ?? 0, heard.parts.at(-1)?.endSamples ?? 0];
  const whole = { text, startSamples: start, endSamples: words.at(-1)?.endSamples ?? end };
  return { text, parts: [whole], words };
}

function trimTail(words: readonly string[]): readonly string[] {
  return words.slice(0, trimRepeatedTail(numbersOf(words)).length);
}

/** A number for each word, the same for the same. */
function numbersOf(words: readonly string[]): readonly number[] {
  return words.map((word) => words.indexOf(word));
}
