import { join } from "node:path";
import { LogMel } from "#engine/audio/log-mel.ts";
import { FlowError } from "#engine/errors.ts";
import { defineTask, type TaskWorker } from "#runtime-workers/inference/task.ts";
import { readWhisperModel, type WhisperModel } from "./model-files.ts";
import { type Transcription, transcribeSamples, type Whisper } from "./transcription.ts";

/** Audio to write down. */
export interface TranscribeInput {
  /** The model's folder. */
  readonly modelDir: string;
  /** Mono; empty: the model is loaded and run once, and the language checked. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** ISO 639-1 code of a language that the model knows, or `auto`. */
  readonly language: string;
}

/**
 * Transcribes audio of any length with a Whisper model.
 *
 * Source: Radford et al. 2022, Robust Speech Recognition via Large-Scale Weak Supervision.
 * @throws {FlowError} `audio.sample-rate`, `language.unknown`, `model.missing`, `model.broken`, `task.cancelled`
 */
export const task = defineTask(async (input: TranscribeInput, worker): Promise<Transcription> => {
  const whisper = await loadWhisper(input.modelDir, worker);
  checkLanguage(whisper.model, input.language);
  if (input.samples.length > 0) checkSampleRate(whisper.model, input.sampleRateHz);
  return transcribeSamples(whisper, {
    samples: input.samples,
    language: input.language === "auto" ? undefined : input.language,
    throwIfCancelled: worker.throwIfCancelled,
  });
});

async function loadWhisper(folder: string, worker: TaskWorker): Promise<Whisper> {
  const load = (name: string) => worker.session(join(folder, "onnx", `${name}.onnx`));
  const { model, logMel } = await worker.cached(`transcribe:${folder}`, async () => {
    const read = await readWhisperModel(folder);
    return { model: read, logMel: new LogMel(read.features) };
  });
  const sessions = {
    encoder: await load("encoder_model"),
    decoder: await load("decoder_model"),
    decoderWithPast: await load("decoder_with_past_model"),
  };
  return { model, logMel, sessions };
}

function checkLanguage({ languages }: WhisperModel, language: string): void {
  const known = languages.size === 0 ? ["en"] : [...languages.keys()];
  if (language === "auto" || known.includes(language)) return;
  throw new FlowError("language.unknown", {
    field: "language",
    message: `The model does not know the language "${language}".`,
    mend: `Use auto, ${known.join(", ")}, or another model.`,
  });
}

function checkSampleRate({ features }: WhisperModel, sampleRateHz: number): void {
  if (sampleRateHz === features.sampleRateHz) return;
  throw new FlowError("audio.sample-rate", {
    message: `The model takes ${features.sampleRateHz} Hz, not ${sampleRateHz} Hz.`,
    mend: `Put a resample node set to ${features.sampleRateHz} Hz in front.`,
  });
}
