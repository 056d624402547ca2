import type { TimedWord } from "#engine/graph/packets.ts";
import type { RecogniserOutput, TimedText } from "#runtime-workers/inference/openvino-genai.ts";
import { compressionRatio, isRepetitive, trimRepeatedTail } from "../guards/repetition.ts";
import type { TranscribedPart } from "../transcription.ts";

/** A text with its places in the audio, in samples. */
export interface PlacedText {
  readonly text: string;
  readonly parts: readonly TranscribedPart[];
  readonly words: readonly TimedWord[];
}

/** What a recogniser gave, times within the audio, none of them before the one that went before. */
export function placeOutput(
  { text, chunks, words = [] }: RecogniserOutput,
  length: number,
  rateHz: number,
): PlacedText {
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

function placeIn(stretches: readonly TimedText[], length: number, rateHz: number): TranscribedPart[] {
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

/** A text that repeats itself: no partial, and of a final what comes before the repeats. */
export function withoutLoop(output: PlacedText, isPartial: boolean): PlacedText {
  const spoken = output.text.split(/\s+/);
  if (!isRepetitive({ compressionRatio: compressionRatio(output.text), tokens: numbersOf(spoken) }))
    return output;
  if (isPartial) return { text: "", parts: [], words: [] };
  const trimmed = trimTail(spoken);
  if (trimmed.length === spoken.length) return output;
  const text = trimmed.join(" ");
  const said = output.words.map((word) => word.text);
  const words = output.words.slice(0, trimTail(said).length);
  const [start, end] = [output.parts[0]?.startSamples ?? 0, output.parts.at(-1)?.endSamples ?? 0];
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
