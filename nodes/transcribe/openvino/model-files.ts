import { join } from "node:path";
import { Type } from "typebox";
import { readModelJson } from "#runtime-workers/models/model-json.ts";
import { preprocessorSchema } from "../whisper/model-files.ts";

/** What the JSON files of an OpenVINO export of Whisper say, of what openvino-genai has to be asked for. */
export interface OpenVinoModel {
  readonly sampleRateHz: number;
  /** Longer audio is decoded in several windows, which takes timestamps. */
  readonly windowSamples: number;
  /** ISO 639-1 codes; empty when the model knows English only. */
  readonly languages: readonly string[];
  /** Whether its attention says where words lie. */
  readonly timesWords: boolean;
}

const generationSchema = Type.Object({
  is_multilingual: Type.Optional(Type.Boolean()),
  lang_to_id: Type.Optional(Type.Record(Type.String(), Type.Integer())),
  alignment_heads: Type.Optional(Type.Array(Type.Unknown())),
});

/**
 * Reads generation_config.json and preprocessor_config.json, as openvino-genai itself does; its tokenizer is a graph.
 * @throws {FlowError} `model.broken` naming the file
 */
export async function readOpenVinoModel(folder: string): Promise<OpenVinoModel> {
  const [generation, preprocessor] = await Promise.all([
    readModelJson(join(folder, "generation_config.json"), generationSchema),
    readModelJson(join(folder, "preprocessor_config.json"), preprocessorSchema),
  ]);
  const tokens = generation.is_multilingual === false ? [] : Object.keys(generation.lang_to_id ?? {});
  return {
    sampleRateHz: preprocessor.sampling_rate,
    windowSamples: preprocessor.chunk_length * preprocessor.sampling_rate,
    languages: tokens.map((token) => token.replace(/^<\|(.*)\|>$/, "$1")),
    timesWords: (generation.alignment_heads ?? []).length > 0,
  };
}
