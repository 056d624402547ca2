import type { TimedWord } from "#engine/graph/packets.ts";
import type { WhisperModel } from "./model-files.ts";
import type { HeardWindow } from "./transcription.ts";

/** A stretch of the text, its times in samples of the input. */
export interface TranscribedPart {
  readonly startSamples: number;
  readonly endSamples: number;
  readonly text: string;
}

/** What was said. Figures that an engine does not give are absent. */
export interface Transcription {
  /** Empty when nothing was said. */
  readonly text: string;
  readonly language: string;
  /** 0…1; 1 when the language was given, 0 when there was nothing to detect it from. */
  readonly languageProbability?: number;
  /** Mean natural log-probability per token, ends included, at most 0. */
  readonly averageLogProbability?: number;
  /** 0…1, the least of all windows. */
  readonly noSpeechProbability?: number;
  /** Bytes of the text over its bytes compressed, the highest of all windows. */
  readonly compressionRatio?: number;
  /** 0…1, the highest of all windows. */
  readonly temperature?: number;
  readonly segments: readonly TranscribedPart[];
  /** Times in samples of the input; absent where the export gives no cross-attention, and in drafts. */
  readonly words?: readonly TimedWord[];
  /** Text and timestamp tokens of all windows. */
  readonly tokens?: readonly number[];
}

/** What our own decoder tells: everything. */
export type FullTranscription = Transcription & Required<Omit<Transcription, "words">>;

/** One transcript of all windows. Those without text count for its figures only when there are no others. */
export function joinWindows(model: WhisperModel, windows: readonly HeardWindow[]): FullTranscription {
  const spoken = windows.filter(({ parts }) => parts.length > 0);
  const counted = spoken.length > 0 ? spoken : windows;
  const { language, languageProbability } = counted[0] as HeardWindow;
  const parts = spoken.flatMap((window) => window.parts);
  const words = parts.flatMap((part) => part.words ?? []);
  const toText = (tokens: readonly number[]) => model.toText(tokens).trim();
  return {
    text: parts.length === 0 ? "" : toText(parts.flatMap(({ tokens }) => tokens)),
    language,
    languageProbability,
    averageLogProbability: averageLogProbability(counted),
    noSpeechProbability: Math.min(...counted.map((window) => window.noSpeechProbability)),
    compressionRatio: Math.max(...counted.map((window) => window.compressionRatio)),
    temperature: Math.max(...counted.map((window) => window.temperature)),
    segments: parts.map(({ startSamples, endSamples, tokens }) => {
      return { startSamples, endSamples, text: toText(tokens) };
    }),
    ...(words.length > 0 ? { words } : {}),
    tokens: windows.flatMap(({ tokens }) => tokens),
  };
}

/** As Whisper counts it: the end is a token too. */
function averageLogProbability(windows: readonly HeardWindow[]): number {
  const count = windows.reduce((total, window) => total + window.tokens.length + 1, 0);
  const sum = windows.reduce(
    (total, window) => total + window.averageLogProbability * (window.tokens.length + 1),
    0,
  );
  return sum / count;
}
