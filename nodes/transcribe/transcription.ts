import type { TimedWord } from "#engine/graph/packets.ts";
import type { VerdictFigures, VerdictKind } from "#engine/graph/verdict.ts";

/** A stretch of the text, its times in samples of the input. */
export interface TranscribedPart {
  readonly startSamples: number;
  readonly endSamples: number;
  readonly text: string;
}

/** What became of some audio, and the figures that decided. */
export interface Judgement {
  readonly kind: Extract<
    VerdictKind,
    "heard" | "inaudible" | "silence" | "repetitive" | "unsure" | "invented"
  >;
  readonly figures: VerdictFigures;
}

/** What was said. Figures that an engine does not give are absent. */
export interface Transcription {
  /** Empty when nothing was said. */
  readonly text: string;
  /** `heard` where there is text, else why there is none. */
  readonly verdict: Judgement;
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
  /** Times in samples of the input; absent where the export gives no cross-attention, and in partials. */
  readonly words?: readonly TimedWord[];
  /** Text and timestamp tokens of all windows. */
  readonly tokens?: readonly number[];
}

/** What our own decoder tells: everything. */
export type FullTranscription = Transcription & Required<Omit<Transcription, "words">>;

/** What is to be transcribed. */
export interface TranscriptionRequest {
  /** Mono, at the model's rate, of any length; none: the model runs once. */
  readonly samples: Float32Array;
  /** Code of one of the model's languages; undefined: that of the first window with text. */
  readonly language: string | undefined;
  /** Text that the audio is taken to go on from: names and terms that may come. */
  readonly initialPrompt: string;
  /** No attempt above temperature 0, no word times, and no text where the guards do not like it: the next partial comes soon. */
  readonly isPartial: boolean;
  readonly throwIfCancelled: () => void;
}

/** The language of audio that no model has run on: the given one, else the model's first. */
export function assumedLanguage(given: string | undefined, languages: readonly string[]) {
  return { language: given ?? languages[0] ?? "en", languageProbability: given === undefined ? 0 : 1 };
}
