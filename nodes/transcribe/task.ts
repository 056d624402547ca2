import { LogMel } from "#engine/audio/log-mel.ts";
import { FlowError } from "#engine/errors.ts";
import type { PrecisionChoice } from "#engine/graph/precision.ts";
import { loadSeq2Seq } from "#runtime-workers/inference/seq2seq/load-seq2seq.ts";
import { defineTask, type TaskWorker } from "#runtime-workers/inference/task.ts";
import { chooseGenAi } from "./openvino/choose-genai.ts";
import { loadOpenVino, transcribeByGenAi, warmUpGenAi } from "./openvino/transcribe-by-genai.ts";
import type { Transcription, TranscriptionRequest } from "./transcription.ts";
import { readWhisperModel } from "./whisper/model-files.ts";
import { transcribeSamples, warmUpWhisper } from "./whisper/transcribe-samples.ts";

/** What a task is asked for, beside the audio. */
export interface TranscribeSettings {
  /** ISO 639-1 code of a language that the model knows, or `auto`. */
  readonly language: string;
  readonly precision: PrecisionChoice;
  /** Text that the audio is taken to go on from; may be empty. */
  readonly initialPrompt: string;
}

/** What a node has to know of a model. */
export interface TranscriptionModel {
  /** Whether runs of several tasks may become one. */
  readonly joinsRuns: boolean;
}

/** Audio to write down. */
export interface TranscribeInput extends TranscribeSettings {
  /** Mono. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** See TranscriptionRequest. */
  readonly isPartial: boolean;
}

/**
 * Transcribes audio of any length with a Whisper model: an ONNX export by our own decoder, an OpenVINO one by
 * openvino-genai-node.
 *
 * Source: Radford et al. 2022, Robust Speech Recognition via Large-Scale Weak Supervision.
 * @throws {FlowError} `audio.sample-rate`, `language.unknown`, `model.missing`, `model.broken`, `device.failed`,
 * `device.unsuitable`, `task.cancelled`
 */
export const task = defineTask<TranscribeInput, Transcription, TranscribeSettings, TranscriptionModel>({
  async warmUp(settings, worker) {
    const recogniser = await loadRecogniser(settings, worker);
    checkLanguage(settings.language, recogniser.languages);
    await recogniser.warmUp(worker.throwIfCancelled);
    return { joinsRuns: recogniser.joinsRuns };
  },
  async run(input, worker) {
    const recogniser = await loadRecogniser(input, worker);
    checkLanguage(input.language, recogniser.languages);
    checkRate(input.sampleRateHz, recogniser.sampleRateHz);
    return recogniser.transcribe({
      samples: input.samples,
      language: input.language === "auto" ? undefined : input.language,
      initialPrompt: input.initialPrompt,
      isPartial: input.isPartial,
      throwIfCancelled: worker.throwIfCancelled,
    });
  },
});

/** Either of the two that transcribe, ready. */
interface Recogniser extends TranscriptionModel {
  readonly languages: readonly string[];
  readonly sampleRateHz: number;
  /** Runs the model once. */
  warmUp(throwIfCancelled: () => void): Promise<void>;
  transcribe(request: TranscriptionRequest): Promise<Transcription>;
}

async function loadRecogniser(settings: TranscribeSettings, worker: TaskWorker): Promise<Recogniser> {
  const genAi = await chooseGenAi(worker.modelPath, settings.precision, worker);
  if (genAi !== undefined) {
    const loaded = await loadOpenVino(genAi, worker.modelPath, worker);
    return {
      ...loaded.model,
      joinsRuns: false,
      warmUp: (throwIfCancelled) => warmUpGenAi(loaded, throwIfCancelled),
      transcribe: (request) => transcribeByGenAi(loaded, request),
    };
  }
  const whisper = await loadWhisper(settings, worker);
  return {
    languages: [...whisper.model.languages.keys()],
    sampleRateHz: whisper.model.features.sampleRateHz,
    joinsRuns: whisper.sessions.joinsRuns,
    warmUp: (throwIfCancelled) => warmUpWhisper(whisper, throwIfCancelled),
    transcribe: (request) => transcribeSamples(whisper, request),
  };
}

async function loadWhisper({ precision }: TranscribeSettings, worker: TaskWorker) {
  const folder = worker.modelPath;
  const { model, logMel } = await worker.cached(`transcribe:${folder}`, async () => {
    const read = await readWhisperModel(folder);
    return { model: read, logMel: new LogMel(read.features) };
  });
  return { model, logMel, sessions: await loadSeq2Seq(folder, precision, worker) };
}

/** @param languages codes of those that the model knows; none for an English-only one */
function checkLanguage(language: string, languages: readonly string[]): void {
  const known = languages.length === 0 ? ["en"] : languages;
  if (language === "auto" || known.includes(language)) return;
  throw new FlowError("language.unknown", {
    field: "language",
    message: `The model does not know the language "${language}".`,
    hint: `Use auto, ${known.join(", ")}, or another model.`,
  });
}

function checkRate(sampleRateHz: number, modelRateHz: number): void {
  if (sampleRateHz === modelRateHz) return;
  throw new FlowError("audio.sample-rate", {
    message: `The model takes ${modelRateHz} Hz, not ${sampleRateHz} Hz.`,
    hint: `Put a resample node set to ${modelRateHz} Hz in front.`,
  });
}
