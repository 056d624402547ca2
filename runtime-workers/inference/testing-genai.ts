import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextRound } from "node:timers/promises";
import type { GenAi, GenerationConfig, TimedText } from "./openvino-genai.ts";

/** What a fake recogniser is to answer. */
export interface Recognition {
  readonly language: string;
  readonly segments: readonly TimedText[];
  readonly words: readonly TimedText[];
}

/** How a fake of the package behaves. */
export interface FakeGenAiOptions {
  readonly recognise: (samples: Float32Array, config: GenerationConfig) => Promise<Recognition>;
  /** Why a recogniser does not load; undefined: it does. */
  readonly refuse?: (device: string, properties: Readonly<Record<string, unknown>>) => string | undefined;
  /** Why a recogniser that was loaded fails to generate. */
  readonly fail?: (device: string) => string | undefined;
}

/** The fake, with what was asked of it. */
export interface FakeGenAi extends GenAi {
  readonly loaded: { folder: string; device: string; properties: Readonly<Record<string, unknown>> }[];
  readonly asked: GenerationConfig[];
  /** Texts that streamers were called with. */
  readonly streamed: string[];
}

const devices = /^(CPU|NPU|GPU(\.\d+)?)$/;

/**
 * Stands in for openvino-genai-node, whose native part cannot be had without network. Names, shapes and what throws are those of
 * openvino-genai-node 2026.4.0: types/index.d.ts, types/utils.d.ts and types/decodedResults.d.ts of the package, and of
 * openvinotoolkit/openvino.genai src/js/src/asr_pipeline (one generate at a time), src/cpp/src/whisper/whisper.cpp (when the
 * streamer is called) and generation_config.cpp (what is refused) for what the types do not say.
 */
export function fakeGenAi(options: FakeGenAiOptions): FakeGenAi {
  const loaded: FakeGenAi["loaded"] = [];
  const asked: GenerationConfig[] = [];
  const streamed: string[] = [];
  const StreamingStatus = { RUNNING: 0, STOP: 1, CANCEL: 2, TOOL_CALL_STOP: 3 };
  const ASRPipeline = async (
    folder: string,
    device = "CPU",
    properties: Readonly<Record<string, unknown>> = {},
  ) => {
    loaded.push({ folder, device, properties });
    await nextRound();
    const model = readModel(folder, device);
    const reason = options.refuse?.(device, properties);
    if (reason !== undefined) throw new Error(reason);
    let isGenerating = false;
    return {
      async generate(samples: Float32Array, { generationConfig = {}, streamer }: GenerateOptions = {}) {
        if (isGenerating) throw new Error("Another generate is already in progress");
        isGenerating = true;
        try {
          const config = {
            word_timestamps: false,
            return_timestamps: false,
            ...properties,
            ...generationConfig,
          };
          validate(model, samples, config, properties);
          asked.push(generationConfig as GenerationConfig);
          await nextRound();
          const failure = options.fail?.(device);
          if (failure !== undefined) throw new Error(`asrPerformInferenceThread error. ${failure}`);
          const recognition = await options.recognise(samples, generationConfig as GenerationConfig);
          const isLong = samples.length > model.windowSamples;
          const pieces = config.return_timestamps || isLong ? recognition.segments : recognition.words;
          const said = await stream(pieces, streamer, streamed);
          return resultsOf(recognition, said, config);
        } finally {
          isGenerating = false;
        }
      },
    };
  };
  return { ASRPipeline, StreamingStatus, loaded, asked, streamed };
}

interface GenerateOptions {
  readonly generationConfig?: Partial<GenerationConfig>;
  readonly streamer?: (text: string) => number;
}
interface FakeModel {
  readonly languages: readonly string[];
  readonly isMultilingual: boolean;
  readonly windowSamples: number;
}

function readModel(folder: string, device: string): FakeModel {
  if (!devices.test(device))
    throw new Error(`Device with "${device}" name is not registered in the OpenVINO Runtime`);
  for (const part of ["encoder_model", "decoder_model", "tokenizer", "detokenizer"]) {
    const path = join(folder, `openvino_${part}.xml`);
    if (!existsSync(path)) throw new Error(`Could not open the file: "${path}"`);
  }
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const type: string = read("config.json").model_type;
  if (type !== "whisper") throw new Error(`Unsupported '${type}' ASR model type`);
  const { is_multilingual = true, lang_to_id = {} } = read("generation_config.json");
  const { chunk_length, sampling_rate } = read("preprocessor_config.json");
  const languages = Object.keys(lang_to_id);
  return { languages, isMultilingual: is_multilingual, windowSamples: chunk_length * sampling_rate };
}

function validate(
  { languages, isMultilingual }: FakeModel,
  samples: unknown,
  config: Partial<GenerationConfig>,
  properties: Readonly<Record<string, unknown>>,
): void {
  if (!(samples instanceof Float32Array)) throw new Error("Passed argument must be of type Float32Array");
  const odd = Object.entries(config).find(
    ([, value]) => !["string", "number", "boolean"].includes(typeof value),
  );
  if (odd !== undefined) throw new Error(`Cannot convert ${odd[0]} to ov::Any`);
  const { language, task } = config;
  if (!isMultilingual && language !== undefined) {
    throw new Error("Cannot specify 'language' for not multilingual model.");
  }
  if (!isMultilingual && task !== undefined) {
    throw new Error("Cannot specify 'task' for not multilingual model.");
  }
  if (language !== undefined && !languages.includes(language)) {
    throw new Error(`'language' ${language} must be provided in generation_config.json 'lang_to_id' map.`);
  }
  if (config.word_timestamps === true && properties["word_timestamps"] !== true) {
    throw new Error("Check 'm_decompose_cross_attention_spda_ops' failed");
  }
}

/** The texts that came before the streamer wanted no more. A throw of its is not the recogniser's to bear. */
async function stream(
  pieces: readonly TimedText[],
  streamer: GenerateOptions["streamer"],
  streamed: string[],
): Promise<readonly TimedText[]> {
  for (const [at, { text }] of pieces.entries()) {
    await nextRound();
    streamed.push(text);
    let status: unknown;
    try {
      status = streamer?.(text) ?? 0;
    } catch (error) {
      throw new Error(`asrPerformInferenceThread error. Streamer exceptions occurred:\n[1] ${String(error)}`);
    }
    if (status !== 0) return pieces.slice(0, at + 1);
  }
  return pieces;
}

function resultsOf(
  { language, segments, words }: Recognition,
  said: readonly TimedText[],
  config: Partial<GenerationConfig>,
) {
  return {
    texts: [said.map(({ text }) => text).join("")],
    scores: [1],
    languages: [language],
    perfMetrics: {},
    ...(config.return_timestamps === true ? { chunks: [segments] } : {}),
    ...(config.word_timestamps === true ? { words: [words] } : {}),
  };
}
