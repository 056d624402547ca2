import {
  type GenAi,
  type GenerationConfig,
  SpeechPipeline,
} from "#runtime-workers/inference/openvino-genai.ts";
import type { TaskWorker } from "#runtime-workers/inference/task.ts";
import { isInaudible } from "./decoder/guards.ts";
import type { Transcription } from "./join-windows.ts";
import { type PipelineModel, readPipelineModel } from "./pipeline-model.ts";
import { type HeardText, toHeard, withoutLoop } from "./pipeline-output.ts";
import type { TranscriptionRequest } from "./transcription.ts";
import { isHallucination } from "./words/anomaly.ts";

/** A pipeline that is ready, with what its files say. */
export interface LoadedPipeline {
  readonly model: PipelineModel;
  readonly pipeline: SpeechPipeline;
}

/** The pipeline of a model's folder, loaded once a worker. @throws {FlowError} `model.broken`, `device.failed` */
export function loadPipeline(genAi: GenAi, folder: string, worker: TaskWorker): Promise<LoadedPipeline> {
  return worker.cached(`transcribe:pipeline:${folder}`, async () => {
    const model = await readPipelineModel(folder);
    return { model, pipeline: await SpeechPipeline.load(genAi, folder, worker.device, model.timesWords) };
  });
}

/**
 * Transcribes audio with a pipeline that decodes by itself. It tells text, language and times, and no figures: the guards that
 * go by probabilities are left out, those that look at the audio and the text apply.
 * @throws {FlowError} `device.failed`, `task.cancelled`
 */
export async function transcribeByPipeline(
  { model, pipeline }: LoadedPipeline,
  request: TranscriptionRequest,
): Promise<Transcription> {
  const { samples, language, isDraft, throwIfCancelled } = request;
  const config = generationConfig(model, pipeline, request);
  const nothing = nothingHeard(model, language);
  if (samples.length === 0) {
    const silence = new Float32Array(model.sampleRateHz);
    await pipeline.generate(silence, { ...config, max_new_tokens: 1 }, throwIfCancelled);
    return nothing;
  }
  if (isInaudible(samples, model.sampleRateHz)) return nothing;
  const output = await pipeline.generate(samples, config, throwIfCancelled);
  const heard = withoutLoop(toHeard(output, samples.length, model.sampleRateHz), isDraft);
  if (heard.text === "" || isInvented(heard, samples, model.sampleRateHz)) return nothing;
  return {
    text: heard.text,
    language: language ?? output.language,
    ...(language === undefined ? {} : { languageProbability: 1 }),
    segments: heard.parts,
    ...(heard.words.length > 0 ? { words: heard.words } : {}),
  };
}

/** Without timestamps a task can be cancelled between tokens, so they are asked for only beyond a window. */
function generationConfig(
  { windowSamples, languages }: PipelineModel,
  { hasWords }: SpeechPipeline,
  { samples, language, initialPrompt, isDraft }: TranscriptionRequest,
): GenerationConfig {
  const prompt = initialPrompt.trim();
  return {
    ...(languages.length === 0 ? {} : { task: "transcribe" }),
    ...(languages.length === 0 || language === undefined ? {} : { language: `<|${language}|>` }),
    ...(prompt === "" ? {} : { initial_prompt: prompt }),
    return_timestamps: samples.length > windowSamples,
    word_timestamps: hasWords && !isDraft,
  };
}

function nothingHeard({ languages }: PipelineModel, language: string | undefined): Transcription {
  return {
    text: "",
    language: language ?? languages[0] ?? "en",
    languageProbability: language === undefined ? 0 : 1,
    segments: [],
  };
}

/** Odd words over audio without a sound: what models write into the silence after speech. */
function isInvented({ words }: HeardText, samples: Float32Array, rateHz: number): boolean {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return false;
  const audio = samples.subarray(first.startSamples, last.endSamples);
  return isHallucination(words, rateHz) && isInaudible(audio, rateHz);
}
