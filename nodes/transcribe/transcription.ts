import type { LogMel } from "#engine/audio/log-mel.ts";
import { type DecodedWindow, decodeWindow, type WhisperSessions } from "./decoder.ts";
import type { WhisperModel } from "./model-files.ts";
import { splitWindow, type TimedTokens, type WindowParts } from "./windows.ts";

/** A stretch of the text, its times in samples of the input. */
export interface TranscribedPart {
  readonly startSamples: number;
  readonly endSamples: number;
  readonly text: string;
}

/** What was said. */
export interface Transcription {
  /** Empty when nothing was said. */
  readonly text: string;
  readonly language: string;
  /** 0…1; 1 when the language was given. */
  readonly languageProbability: number;
  /** Mean natural log-probability per token, ends included, at most 0. */
  readonly averageLogProbability: number;
  /** 0…1, the least of all windows. */
  readonly noSpeechProbability: number;
  readonly segments: readonly TranscribedPart[];
  /** Text and timestamp tokens of all windows. */
  readonly tokens: readonly number[];
}

/** A stretch shorter than this at the end of the audio is not worth a window of its own, in seconds. */
const shortestSeconds = 0.1;
/** Silence is what the model takes for no speech and is at the same time not sure of its text. */
const silenceNoSpeechProbability = 0.6;
const silenceLogProbability = -1;

/** A model ready to run. */
export interface Whisper {
  readonly model: WhisperModel;
  readonly logMel: LogMel;
  readonly sessions: WhisperSessions;
}

/** What is to be transcribed. */
export interface TranscriptionRequest {
  /** Mono, at the model's rate, of any length. */
  readonly samples: Float32Array;
  /** Code of one of the model's languages; undefined: that of the first window with text. */
  readonly language: string | undefined;
  readonly throwIfCancelled: () => void;
}

/**
 * Transcribes audio window by window; each starts where the one before it was sure of its text.
 *
 * Source: openai/whisper transcribe.py, with temperature 0 and no prompt of earlier text.
 * @throws {FlowError} `task.cancelled`
 */
export async function transcribeSamples(
  whisper: Whisper,
  { samples, language, throwIfCancelled }: TranscriptionRequest,
): Promise<Transcription> {
  const shortest = shortestSeconds * whisper.model.features.sampleRateHz;
  const windows: HeardWindow[] = [];
  let spoken = language;
  let start = 0;
  do {
    const rest = { samples: samples.subarray(start), language: spoken, throwIfCancelled };
    const window = await hearWindow(whisper, rest);
    const parts = window.parts.map((part) => shiftPart(part, start));
    windows.push({ ...window, parts });
    if (parts.length > 0) spoken = window.language;
    start += window.advanceSamples;
  } while (samples.length - start >= shortest);
  return joinWindows(whisper.model, windows);
}

interface HeardWindow extends DecodedWindow, WindowParts {}

async function hearWindow(
  { model, logMel, sessions }: Whisper,
  { samples, language, throwIfCancelled }: TranscriptionRequest,
): Promise<HeardWindow> {
  const { windowSamples, sampleRateHz } = model.features;
  const features = logMel.compute(samples);
  const decoded = await decodeWindow(model, sessions, { features, language, throwIfCancelled });
  const heard = samples.subarray(0, windowSamples);
  if (samples.length === 0 || isSilence(decoded)) {
    return { ...decoded, parts: [], advanceSamples: heard.length };
  }
  const isLast = samples.length - heard.length < shortestSeconds * sampleRateHz;
  const { timestampSamples, rules } = model;
  const shape = {
    timestampBegin: rules.timestampBegin,
    timestampSamples,
    sampleRateHz,
    samples: heard,
    isLast,
  };
  return { ...decoded, ...splitWindow(decoded.tokens, shape) };
}

function isSilence(decoded: DecodedWindow): boolean {
  return (
    decoded.noSpeechProbability > silenceNoSpeechProbability &&
    averageLogProbability([decoded]) < silenceLogProbability
  );
}

/** As Whisper counts it: the end is a token too. */
function averageLogProbability(windows: readonly DecodedWindow[]): number {
  const sum = windows.reduce((total, window) => total + window.sumLogProbability, 0);
  const count = windows.reduce((total, window) => total + window.tokens.length + 1, 0);
  return sum / count;
}

function shiftPart(part: TimedTokens, bySamples: number): TimedTokens {
  return {
    startSamples: part.startSamples + bySamples,
    endSamples: part.endSamples + bySamples,
    tokens: part.tokens,
  };
}

/** One transcript of all windows. Those without text count for its figures only when there are no others. */
function joinWindows(model: WhisperModel, windows: readonly HeardWindow[]): Transcription {
  const spoken = windows.filter(({ parts }) => parts.length > 0);
  const counted = spoken.length > 0 ? spoken : windows;
  const { language, languageProbability } = counted[0] as HeardWindow;
  const parts = spoken.flatMap((window) => window.parts);
  const toText = (tokens: readonly number[]) =>
    model.tokenizer.decode([...tokens], { skip_special_tokens: true }).trim();
  return {
    text: parts.length === 0 ? "" : toText(parts.flatMap(({ tokens }) => tokens)),
    language,
    languageProbability,
    averageLogProbability: averageLogProbability(counted),
    noSpeechProbability: Math.min(...counted.map((window) => window.noSpeechProbability)),
    segments: parts.map(({ tokens, ...span }) => ({ ...span, text: toText(tokens) })),
    tokens: windows.flatMap(({ tokens }) => tokens),
  };
}
