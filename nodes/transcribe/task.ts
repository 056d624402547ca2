import { LogMel } from "#engine/audio/log-mel.ts";
import { FlowError } from "#engine/errors.ts";
import { defineTask, type TaskWorker } from "#runtime-workers/inference/task.ts";
import type { DecoderGraphs } from "./decoder/graphs.ts";
import { chooseExport, type DecoderFiles } from "./export-files.ts";
import type { Transcription } from "./join-windows.ts";
import { readWhisperModel, type WhisperModel } from "./model-files.ts";
import type { PrecisionChoice } from "./precisions.ts";
import { transcribeSamples, type Whisper } from "./transcription.ts";

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
 * Transcribes audio of any length with a Whisper model.
 *
 * Source: Radford et al. 2022, Robust Speech Recognition via Large-Scale Weak Supervision.
 * @throws {FlowError} `audio.sample-rate`, `language.unknown`, `model.missing`, `model.broken`, `task.cancelled`
 */
export const task = defineTask(async (input: TranscribeInput, worker): Promise<Transcription> => {
  const whisper = await loadWhisper(input, worker);
  checkLanguage(whisper.model, input.language);
  if (input.samples.length > 0) checkSampleRate(whisper.model, input.sampleRateHz);
  return transcribeSamples(whisper, {
    samples: input.samples,
    language: input.language === "auto" ? undefined : input.language,
    initialPrompt: input.initialPrompt,
    isDraft: input.isDraft,
    throwIfCancelled: worker.throwIfCancelled,
  });
});

async function loadWhisper({ modelDir, precision }: TranscribeInput, worker: TaskWorker): Promise<Whisper> {
  const { model, logMel } = await worker.cached(`transcribe:${modelDir}`, async () => {
    const read = await readWhisperModel(modelDir);
    return { model: read, logMel: new LogMel(read.features) };
  });
  const files = await worker.cached(`transcribe:${modelDir}:${precision}`, () =>
    chooseExport(modelDir, precision, worker.device),
  );
  const encoder = await worker.session(files.encoder);
  return { model, logMel, sessions: { encoder, decoder: await loadDecoder(files.decoder, worker) } };
}

async function loadDecoder(files: DecoderFiles, worker: TaskWorker): Promise<DecoderGraphs> {
  if (files.layout !== "with-past")
    return { layout: files.layout, decoder: await worker.session(files.decoder) };
  const first = await worker.session(files.first);
  return { layout: files.layout, first, step: await worker.session(files.step) };
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
