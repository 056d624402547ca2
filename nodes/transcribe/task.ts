import { LogMel } from "#engine/audio/log-mel.ts";
import { FlowError } from "#engine/errors.ts";
import type { PrecisionChoice } from "#engine/graph/precision.ts";
import { loadSeq2Seq } from "#runtime-workers/inference/seq2seq/load-seq2seq.ts";
import { defineTask, type TaskWorker } from "#runtime-workers/inference/task.ts";
import { chooseGenAi } from "./openvino/choose-genai.ts";
import { loadRecogniser, transcribeByGenAi } from "./openvino/transcribe-by-genai.ts";
import type { Transcription } from "./transcription.ts";
import { readWhisperModel } from "./whisper/model-files.ts";
import { transcribeSamples, type Whisper } from "./whisper/transcribe-samples.ts";

/** Audio to write down. */
export interface TranscribeInput {
  /** The model's folder. */
  readonly modelDir: string;
  /** Mono; empty: the model is loaded and run once, and the language checked. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** ISO 639-1 code of a language that the model knows, or `auto`. */
  readonly language: string;
  readonly precision: PrecisionChoice;
  /** Text that the audio is taken to go on from; may be empty. */
  readonly initialPrompt: string;
  /** See TranscriptionRequest. */
  readonly isDraft: boolean;
}

/**
 * Transcribes audio of any length with a Whisper model: an ONNX export by our own decoder, an OpenVINO one by
 * openvino-genai-node.
 *
 * Source: Radford et al. 2022, Robust Speech Recognition via Large-Scale Weak Supervision.
 * @throws {FlowError} `audio.sample-rate`, `language.unknown`, `model.missing`, `model.broken`, `device.failed`,
 * `task.cancelled`
 */
export const task = defineTask(async (input: TranscribeInput, worker): Promise<Transcription> => {
  const request = {
    samples: input.samples,
    language: input.language === "auto" ? undefined : input.language,
    initialPrompt: input.initialPrompt,
    isDraft: input.isDraft,
    throwIfCancelled: worker.throwIfCancelled,
  };
  const genAi = await chooseGenAi(input.modelDir, input.precision, worker);
  if (genAi !== undefined) {
    const loaded = await loadRecogniser(genAi, input.modelDir, worker);
    checkInput(input, loaded.model.languages, loaded.model.sampleRateHz);
    return transcribeByGenAi(loaded, request);
  }
  const whisper = await loadWhisper(input, worker);
  const { languages, features } = whisper.model;
  checkInput(input, [...languages.keys()], features.sampleRateHz);
  return transcribeSamples(whisper, request);
});

async function loadWhisper({ modelDir, precision }: TranscribeInput, worker: TaskWorker): Promise<Whisper> {
  const { model, logMel } = await worker.cached(`transcribe:${modelDir}`, async () => {
    const read = await readWhisperModel(modelDir);
    return { model: read, logMel: new LogMel(read.features) };
  });
  return { model, logMel, sessions: await loadSeq2Seq(modelDir, precision, worker) };
}

/** @param languages codes of those that the model knows; none for an English-only one */
function checkInput(input: TranscribeInput, languages: readonly string[], modelRateHz: number): void {
  const { language, samples, sampleRateHz } = input;
  const known = languages.length === 0 ? ["en"] : languages;
  if (language !== "auto" && !known.includes(language)) {
    throw new FlowError("language.unknown", {
      field: "language",
      message: `The model does not know the language "${language}".`,
      hint: `Use auto, ${known.join(", ")}, or another model.`,
    });
  }
  if (samples.length === 0 || sampleRateHz === modelRateHz) return;
  throw new FlowError("audio.sample-rate", {
    message: `The model takes ${modelRateHz} Hz, not ${sampleRateHz} Hz.`,
    hint: `Put a resample node set to ${modelRateHz} Hz in front.`,
  });
}
