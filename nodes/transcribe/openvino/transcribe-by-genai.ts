import {
  type GenAi,
  type GenerationConfig,
  SpeechRecogniser,
} from "#runtime-workers/inference/openvino-genai.ts";
import type { TaskWorker } from "#runtime-workers/inference/task.ts";
import { isInaudible, loudestRms } from "../guards/inaudible.ts";
import { isInvented } from "../guards/invented.ts";
import { compressionRatio } from "../guards/repetition.ts";
import {
  assumedLanguage,
  type Judgement,
  type Transcription,
  type TranscriptionRequest,
} from "../transcription.ts";
import { placeOutput, withoutLoop } from "./genai-output.ts";
import { type OpenVinoModel, readOpenVinoModel } from "./model-files.ts";

/** A recogniser that is ready, with what its files say. */
export interface LoadedRecogniser {
  readonly model: OpenVinoModel;
  readonly recogniser: SpeechRecogniser;
}

/** The recogniser of a model's folder, loaded once a worker. @throws {FlowError} `model.broken`, `device.failed` */
export function loadOpenVino(genAi: GenAi, folder: string, worker: TaskWorker): Promise<LoadedRecogniser> {
  return worker.cached(`transcribe:openvino:${folder}`, async () => {
    const model = await readOpenVinoModel(folder);
    return { model, recogniser: await SpeechRecogniser.load(genAi, folder, worker.device, model.timesWords) };
  });
}

/** Runs it once, for a single token. @throws {FlowError} `device.failed`, `task.cancelled` */
export async function warmUpGenAi(
  { model, recogniser }: LoadedRecogniser,
  throwIfCancelled: () => void,
): Promise<void> {
  const samples = new Float32Array(model.sampleRateHz);
  const request = { samples, language: undefined, initialPrompt: "", isPartial: true, throwIfCancelled };
  const config = generationConfig(model, recogniser, request);
  await recogniser.generate(samples, { ...config, max_new_tokens: 1 }, throwIfCancelled);
}

/**
 * Transcribes audio with a recogniser that decodes by itself. It tells text, language and times, and no figures: the guards that
 * go by probabilities are left out, those that look at the audio and the text apply.
 * @throws {FlowError} `device.failed`, `task.cancelled`
 */
export async function transcribeByGenAi(
  { model, recogniser }: LoadedRecogniser,
  request: TranscriptionRequest,
): Promise<Transcription> {
  const { samples, language, isPartial, throwIfCancelled } = request;
  const config = generationConfig(model, recogniser, request);
  const nothing = (kind: Judgement["kind"], figures: Judgement["figures"]): Transcription => {
    return {
      text: "",
      verdict: { kind, figures },
      ...assumedLanguage(language, model.languages),
      segments: [],
    };
  };
  const rms = (audio: Float32Array) => ({ rms: loudestRms(audio, model.sampleRateHz) });
  if (isInaudible(samples, model.sampleRateHz)) return nothing("inaudible", rms(samples));
  const output = await recogniser.generate(samples, config, throwIfCancelled);
  const placed = placeOutput(output, samples.length, model.sampleRateHz);
  const { text, parts, words } = withoutLoop(placed, isPartial);
  const figures = { compressionRatio: compressionRatio(placed.text) };
  const spoken = samples.subarray(words[0]?.startSamples, words.at(-1)?.endSamples);
  if (text === "") return nothing(placed.text === "" ? "silence" : "repetitive", figures);
  if (isInvented(words, spoken, model.sampleRateHz)) return nothing("invented", rms(spoken));
  return {
    text,
    verdict: { kind: "heard", figures },
    language: language ?? output.language,
    ...(language === undefined ? {} : { languageProbability: 1 }),
    segments: parts,
    ...(words.length > 0 ? { words: words } : {}),
  };
}

/** Without timestamps a task can be cancelled between tokens, so they are asked for only beyond a window. */
function generationConfig(
  { windowSamples, languages }: OpenVinoModel,
  { hasWords }: SpeechRecogniser,
  { samples, language, initialPrompt, isPartial }: TranscriptionRequest,
): GenerationConfig {
  const prompt = initialPrompt.trim();
  return {
    ...(languages.length === 0 ? {} : { task: "transcribe" }),
    ...(languages.length === 0 || language === undefined ? {} : { language: `<|${language}|>` }),
    ...(prompt === "" ? {} : { initial_prompt: prompt }),
    return_timestamps: samples.length > windowSamples,
    word_timestamps: hasWords && !isPartial,
  };
}
