import type { LogMel } from "#engine/audio/log-mel.ts";
import type { Seq2SeqSessions } from "#runtime-workers/inference/seq2seq/load-seq2seq.ts";
import { isSilence } from "../guards/confidence.ts";
import { isInaudible, loudestRms } from "../guards/inaudible.ts";
import { isInvented } from "../guards/invented.ts";
import { isRepetitive, trimRepeatedTail } from "../guards/repetition.ts";
import {
  assumedLanguage,
  type FullTranscription,
  type Judgement,
  type TranscriptionRequest,
} from "../transcription.ts";
import { needsRetry } from "./attempt-plan.ts";
import { type DecodedWindow, decodeWindow } from "./decode-window.ts";
import { joinWindows } from "./join-windows.ts";
import type { WhisperModel } from "./model-files.ts";
import type { TimedPart, TranscribedWindow } from "./transcribed-window.ts";
import { splitWindow } from "./windows.ts";
import { timeWords } from "./word-times.ts";

/** A stretch shorter than this at the end of the audio is not worth a window of its own, in seconds. */
const shortestSeconds = 0.1;

/** A model ready to run. */
export interface Whisper {
  readonly model: WhisperModel;
  readonly logMel: LogMel;
  readonly sessions: Seq2SeqSessions;
}

/** Runs the model once, as for a partial. @throws {FlowError} `task.cancelled` */
export async function warmUpWhisper(
  { model, logMel, sessions }: Whisper,
  throwIfCancelled: () => void,
): Promise<void> {
  const features = logMel.compute(new Float32Array(0));
  const window = { features, language: undefined, previous: [], isPartial: true, throwIfCancelled };
  await decodeWindow(model, sessions, window);
}

/**
 * Transcribes audio window by window; each starts where the one before it was sure of its text, with that text as its prompt.
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
  const windows: TranscribedWindow[] = [];
  let { language } = request;
  let previous = initialPrompt.trim() === "" ? [] : model.toTokens(` ${initialPrompt.trim()}`);
  let start = 0;
  do {
    const rest = { ...request, samples: samples.subarray(start), language };
    const window = await transcribeWindow(whisper, rest, previous);
    const parts = window.parts.map((part) => shiftPart(part, start));
    windows.push({ ...window, parts });
    if (parts.length > 0) language = window.language;
    const earlier = window.usesPrompt ? previous : [];
    previous = [...earlier, ...parts.flatMap(({ tokens }) => tokens)];
    start += window.advanceSamples;
  } while (samples.length - start >= shortest);
  return joinWindows(model, windows);
}

async function transcribeWindow(
  whisper: Whisper,
  request: TranscriptionRequest,
  previous: readonly number[],
): Promise<TranscribedWindow> {
  const { model, logMel, sessions } = whisper;
  const { samples, language, isPartial, throwIfCancelled } = request;
  const { windowSamples, sampleRateHz } = model.features;
  const audio = samples.subarray(0, windowSamples);
  if (isInaudible(audio, sampleRateHz)) return inaudibleWindow(model, request);
  const features = logMel.compute(audio);
  const window = { features, language, previous, isPartial, throwIfCancelled };
  const decoded = await decodeWindow(model, sessions, window);
  const refusal = refusalOf(decoded, isPartial);
  if (refusal !== undefined)
    return { ...decoded, parts: [], verdict: judgement(refusal, decoded), advanceSamples: audio.length };
  const isLast = samples.length - audio.length < shortestSeconds * sampleRateHz;
  return cutWindow(model, decoded, audio, isLast);
}

/** Why the text of a window is not taken; undefined where it is. A final was decoded again until the guards liked it. */
function refusalOf(decoded: DecodedWindow, isPartial: boolean): Judgement["kind"] | undefined {
  if (isSilence(decoded)) return "silence";
  if (!isPartial || !needsRetry(decoded)) return undefined;
  return isRepetitive(decoded) ? "repetitive" : "unsure";
}

function judgement(kind: Judgement["kind"], decoded: DecodedWindow, rms?: number): Judgement {
  const { noSpeechProbability, averageLogProbability, compressionRatio, temperature } = decoded;
  const figures = { noSpeechProbability, averageLogProbability, compressionRatio, temperature };
  return { kind, figures: rms === undefined ? figures : { ...figures, rms } };
}

/** Too quiet to run the model on. */
function inaudibleWindow(
  model: WhisperModel,
  { samples, language }: TranscriptionRequest,
): TranscribedWindow {
  return {
    tokens: [],
    logProbabilities: [],
    averageLogProbability: 0,
    noSpeechProbability: 1,
    compressionRatio: 0,
    temperature: 0,
    usesPrompt: true,
    ...assumedLanguage(language, [...model.languages.keys()]),
    parts: [],
    verdict: { kind: "inaudible", figures: { rms: loudestRms(samples, model.features.sampleRateHz) } },
    advanceSamples: Math.min(samples.length, model.features.windowSamples),
  };
}

function cutWindow(
  model: WhisperModel,
  decoded: DecodedWindow,
  samples: Float32Array,
  isLast: boolean,
): TranscribedWindow {
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
  const kind = sound.length === 0 ? "silence" : "heard";
  if (words === undefined)
    return { ...decoded, parts: sound, verdict: judgement(kind, decoded), advanceSamples };
  const timed = sound.map((part, at) => ({ ...part, words: words[at] ?? [] }));
  const isSaid = ({ words, startSamples, endSamples }: Required<TimedPart>) =>
    !isInvented(words, samples.subarray(startSamples, endSamples), sampleRateHz);
  const said = timed.filter(isSaid);
  const verdict =
    timed.length > 0 && said.length === 0
      ? judgement("invented", decoded, loudestRms(samples, sampleRateHz))
      : judgement(kind, decoded);
  return { ...decoded, parts: said, verdict, advanceSamples };
}

function shiftPart(part: TimedPart, bySamples: number): TimedPart {
  const shift = <S extends { startSamples: number; endSamples: number }>(span: S): S => ({
    ...span,
    startSamples: span.startSamples + bySamples,
    endSamples: span.endSamples + bySamples,
  });
  const { words } = part;
  return { ...shift(part), ...(words === undefined ? {} : { words: words.map(shift) }) };
}
