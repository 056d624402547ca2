import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { type Static, Type } from "typebox";
import type { LogMelSettings } from "#engine/audio/log-mel.ts";
import { FlowError } from "#engine/errors.ts";
import { readModelJson } from "#runtime-workers/models/model-json.ts";
import type { LogitRules } from "./rules.ts";

/** What the JSON files of a Whisper export say about it; every size and token id that the code uses. */
export interface WhisperModel {
  readonly features: LogMelSettings;
  /** The text of tokens, timestamps and other special tokens left out, untrimmed. */
  readonly toText: (tokens: readonly number[]) => string;
  /** The text tokens of a text. */
  readonly toTokens: (text: string) => readonly number[];
  readonly startOfTranscript: number;
  readonly transcribe: number;
  readonly noSpeech: number;
  /** Token of each language by ISO 639-1 code; empty when the model knows English only. */
  readonly languages: ReadonlyMap<string, number>;
  readonly rules: LogitRules;
  /** Samples from one timestamp token to the next. */
  readonly timestampSamples: number;
  /** Most tokens that a window may give. */
  readonly maxTokens: number;
  /** Most tokens that the decoder holds, the prompt among them. */
  readonly contextTokens: number;
  /** Begins the text before the window; undefined: the model takes none. */
  readonly startOfPrevious: number | undefined;
  /** The (layer, head) pairs whose cross-attention follows the audio; empty when the model does not say. */
  readonly alignmentHeads: readonly (readonly [number, number])[];
  /** Frames of the filter over cross-attention, odd. */
  readonly medianFilterFrames: number;
}

const configSchema = Type.Object({
  max_source_positions: Type.Integer({ minimum: 1 }),
  max_target_positions: Type.Integer({ minimum: 2 }),
  median_filter_width: Type.Optional(Type.Integer({ minimum: 1 })),
});

const generationSchema = Type.Object({
  is_multilingual: Type.Optional(Type.Boolean()),
  suppress_tokens: Type.Optional(Type.Union([Type.Array(Type.Integer()), Type.Null()])),
  max_initial_timestamp_index: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  alignment_heads: Type.Optional(Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]))),
});

/** What preprocessor_config.json has to say. */
export const preprocessorSchema = Type.Object({
  feature_size: Type.Integer({ minimum: 1 }),
  sampling_rate: Type.Integer({ minimum: 1 }),
  hop_length: Type.Integer({ minimum: 1 }),
  n_fft: Type.Integer({ minimum: 2 }),
  chunk_length: Type.Integer({ minimum: 1 }),
});

const tokenizerSchema = Type.Object({
  added_tokens: Type.Array(
    Type.Object({ id: Type.Integer(), content: Type.String(), special: Type.Boolean() }),
  ),
});

type AddedTokens = Static<typeof tokenizerSchema>["added_tokens"];

/**
 * Reads config.json, generation_config.json, preprocessor_config.json, tokenizer.json and
 * tokenizer_config.json of a model folder in the layout of the Hugging Face exports of Whisper.
 * @throws {FlowError} `model.broken` naming the file that is missing, damaged or lacks what is needed
 */
export async function readWhisperModel(folder: string): Promise<WhisperModel> {
  const [config, generation, preprocessor, tokenizer, tokenizerConfig] = await Promise.all([
    readModelJson(join(folder, "config.json"), configSchema),
    readModelJson(join(folder, "generation_config.json"), generationSchema),
    readModelJson(join(folder, "preprocessor_config.json"), preprocessorSchema),
    readModelJson(join(folder, "tokenizer.json"), tokenizerSchema),
    readModelJson(join(folder, "tokenizer_config.json"), Type.Object({})),
  ]);
  const features = featureSettings(preprocessor);
  const codec = new Tokenizer(tokenizer, tokenizerConfig);
  const tokenId = tokenLookup(folder, tokenizer.added_tokens);
  const rules = logitRules(tokenizer.added_tokens, tokenId, generation);
  const isText = (token: number) => token < rules.endOfText;
  return {
    features,
    toText: (tokens) => {
      const text = tokens.filter(isText);
      return text.length === 0 ? "" : codec.decode(text, { skip_special_tokens: true });
    },
    toTokens: (text) => codec.encode(text, { add_special_tokens: false }).ids.filter(isText),
    startOfTranscript: tokenId("<|startoftranscript|>"),
    transcribe: tokenId("<|transcribe|>"),
    noSpeech: tokenId("<|nospeech|>", "<|nocaptions|>"),
    languages: generation.is_multilingual === false ? new Map() : languageTokens(tokenizer.added_tokens),
    rules,
    timestampSamples: features.windowSamples / config.max_source_positions,
    maxTokens: Math.floor(config.max_target_positions / 2),
    contextTokens: config.max_target_positions,
    startOfPrevious: tokenizer.added_tokens.find(({ content }) => content === "<|startofprev|>")?.id,
    alignmentHeads: generation.alignment_heads ?? [],
    medianFilterFrames: config.median_filter_width ?? defaultMedianFilterFrames,
  };
}

/** Source: openai/whisper timing.py; older exports do not state it. */
const defaultMedianFilterFrames = 7;

function featureSettings(preprocessor: Static<typeof preprocessorSchema>): LogMelSettings {
  const { feature_size, sampling_rate, hop_length, n_fft, chunk_length } = preprocessor;
  return {
    sampleRateHz: sampling_rate,
    fftSize: n_fft,
    hopSamples: hop_length,
    melBands: feature_size,
    windowSamples: chunk_length * sampling_rate,
  };
}

/** Finds a token's id by its content, of which one spelling has to be there. */
function tokenLookup(folder: string, tokens: AddedTokens): (...spellings: string[]) => number {
  return (...spellings) => {
    const found = tokens.find(({ content }) => spellings.includes(content));
    if (found !== undefined) return found.id;
    throw new FlowError("model.broken", {
      message: `${join(folder, "tokenizer.json")} has no token ${spellings.join(" or ")}.`,
    });
  };
}

function languageTokens(tokens: AddedTokens): Map<string, number> {
  const codes = tokens.map(({ content, id }) => [/^<\|([a-z]{2,3})\|>$/.exec(content)?.[1], id] as const);
  return new Map(codes.filter((pair): pair is [string, number] => pair[0] !== undefined));
}

/** Timestamps follow on <|notimestamps|>. No special token but the end is ever text, whatever the lists say. */
function logitRules(
  tokens: AddedTokens,
  tokenId: (...spellings: string[]) => number,
  generation: Static<typeof generationSchema>,
): LogitRules {
  const endOfText = tokenId("<|endoftext|>");
  const timestampBegin = tokenId("<|notimestamps|>") + 1;
  const special = tokens.filter(({ id, special }) => special && id !== endOfText && id < timestampBegin);
  return {
    endOfText,
    timestampBegin,
    suppressed: [...new Set([...special.map(({ id }) => id), ...(generation.suppress_tokens ?? [])])],
    maxInitialTimestampIndex: generation.max_initial_timestamp_index ?? undefined,
  };
}
