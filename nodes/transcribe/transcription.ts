import type { LogMel } from "#engine/audio/log-mel.ts";
import type { TimedWord } from "#engine/graph/packets.ts";
import { type DecodedWindow, decodeWindow, type WhisperSessions } from "./decoder/decode-window.ts";
import { isInaudible, isRepetitive, isSilence, needsRetry, trimRepeatedTail } from "./decoder/guards.ts";
import { type FullTranscription, joinWindows } from "./join-windows.ts";
import type { WhisperModel } from "./model-files.ts";
import { splitWindow, type TimedTokens } from "./windows.ts";
import { timeWords } from "./word-times.ts";
import { isHallucination } from "./words/anomaly.ts";

/** A stretch shorter than this at the end of the audio is not worth a window of its own, in seconds. */
const shortestSeconds = 0.1;

/** A model ready to run. */
export interface Whisper {
  readonly model: WhisperModel;
  readonly logMel: LogMel;
  readonly sessions: WhisperSessions;
}

/** What is to be transcribed. */
export interface TranscriptionRequest {
  /** Mono, at the model's rate, of any length; none: the model runs once. */
  readonly samples: Float32Array;
  /** Code of one of the model's languages; undefined: that of the first window with text. */
  readonly language: string | undefined;
  /** Text that the audio is taken to go on from: names and terms that may come. */
  readonly initialPrompt: string;
  /** No attempt above temperature 0, no word times, and no text where the guards do not like it: the next draft comes soon. */
  readonly isDraft: boolean;
  readonly throwIfCancelled: () => void;
}

/** A part of a window's text with its words, where the export has their times. */
export interface HeardPart extends TimedTokens {
  readonly words?: readonly TimedWord[];
}

/** A window that was decoded and cut into parts. */
export interface HeardWindow extends DecodedWindow {
  readonly parts: readonly HeardPart[];
  /** Start of the next window from the start of this one. */
  readonly advanceSamples: number;
}

/**
 * Transcribes audio window by window; each starts where the one before it was sure of its text, and is told that text.
 *
 * Source: openai/whisper transcribe.py.
 * @throws {FlowError} `task.cancelled`
 */
export async function transcribeSamples(
  whisper: Whisper,
  request: TranscriptionRequest,
): Promise<FullTranscription> {
  const { model } = whisper;
  const { samples, initialPrompt } = request;
  const shortest = shortestSeconds * model.features.sampleRateHz;
  const windows: HeardWindow[] = [];
  let { language } = request;
  let previous = initialPrompt.trim() === "" ? [] : model.toTokens(` ${initialPrompt.trim()}`);
  let start = 0;
  do {
    const rest = { ...request, samples: samples.subarray(start), language };
    const window = await hearWindow(whisper, rest, previous);
    const parts = window.parts.map((part) => shiftPart(part, start));
    windows.push({ ...window, parts });
    if (parts.length > 0) language = window.language;
    const kept = window.usesPrompt ? previous : [];
    previous = [...kept, ...parts.flatMap(({ tokens }) => tokens)];
    start += window.advanceSamples;
  } while (samples.length - start >= shortest);
  return joinWindows(model, windows);
}

async function hearWindow(
  whisper: Whisper,
  request: TranscriptionRequest,
  previous: readonly number[],
): Promise<HeardWindow> {
  const { model, logMel, sessions } = whisper;
  const { samples, language, isDraft, throwIfCancelled } = request;
  const { windowSamples, sampleRateHz } = model.features;
  const heard = samples.subarray(0, windowSamples);
  if (samples.length > 0 && isInaudible(heard, sampleRateHz)) return nothingHeard(model, request);
  const features = logMel.compute(heard);
  const window = { features, language, previous, isDraft, throwIfCancelled };
  const decoded = await decodeWindow(model, sessions, window);
  const isRefused = isSilence(decoded) || (isDraft && needsRetry(decoded));
  if (samples.length === 0 || isRefused) return { ...decoded, parts: [], advanceSamples: heard.length };
  const isLast = samples.length - heard.length < shortestSeconds * sampleRateHz;
  return cutWindow(model, decoded, heard, isLast);
}

/** Too quiet to run the model on. */
function nothingHeard(model: WhisperModel, { samples, language }: TranscriptionRequest): HeardWindow {
  return {
    tokens: [],
    logProbabilities: [],
    averageLogProbability: 0,
    noSpeechProbability: 1,
    compressionRatio: 0,
    temperature: 0,
    usesPrompt: true,
    language: language ?? [...model.languages.keys()][0] ?? "en",
    languageProbability: language === undefined ? 0 : 1,
    parts: [],
    advanceSamples: Math.min(samples.length, model.features.windowSamples),
  };
}

function cutWindow(
  model: WhisperModel,
  decoded: DecodedWindow,
  samples: Float32Array,
  isLast: boolean,
): HeardWindow {
  const { rules, timestampSamples, features } = model;
  const { sampleRateHz } = features;
  const shape = {
    timestampBegin: rules.timestampBegin,
    timestampSamples,
    sampleRateHz,
    samples,
    isLast,
  };
  const { parts, advanceSamples } = splitWindow(decoded.tokens, shape);
  const sound = isRepetitive(decoded)
    ? parts.map((part) => ({ ...part, tokens: trimRepeatedTail(part.tokens) }))
    : parts;
  const words = timeWords(model, decoded, sound, samples.length);
  if (words === undefined) return { ...decoded, parts: sound, advanceSamples };
  const timed = sound.map((part, at) => ({ ...part, words: words[at] ?? [] }));
  return {
    ...decoded,
    parts: timed.filter((part) => !isInvented(part, samples, sampleRateHz)),
    advanceSamples,
  };
}

/** Odd words over audio without a sound: what models write into the silence after speech. */
function isInvented(part: Required<HeardPart>, samples: Float32Array, sampleRateHz: number): boolean {
  const audio = samples.subarray(part.startSamples, part.endSamples);
  return isHallucination(part.words, sampleRateHz) && isInaudible(audio, sampleRateHz);
}

function shiftPart(part: HeardPart, bySamples: number): HeardPart {
  const shift = <S extends { startSamples: number; endSamples: number }>(span: S): S => ({
    ...span,
    startSamples: span.startSamples + bySamples,
    endSamples: span.endSamples + bySamples,
  });
  const { words } = part;
  return { ...shift(part), ...(words === undefined ? {} : { words: words.map(shift) }) };
}
