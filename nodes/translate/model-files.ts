import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { Type } from "typebox";
import { FlowError } from "#engine/errors.ts";
import { readModelJson } from "#runtime-workers/models/model-json.ts";

/** What the JSON files of an M2M100 export say about it. */
export interface TranslationFiles {
  readonly tokenizer: Tokenizer;
  /** Token id of each language, by ISO 639-1 code. */
  readonly languageTokens: ReadonlyMap<string, number>;
  readonly decoderStartToken: number;
  readonly endToken: number;
  /** Undefined: the model does not say. */
  readonly padToken: number | undefined;
  /** Most tokens that encoder and decoder take, special ones included. */
  readonly maxTokens: number;
}

const jsonObject = Type.Record(Type.String(), Type.Unknown());

/**
 * Reads `config.json`, `generation_config.json`, `tokenizer.json` and `tokenizer_config.json` of a model folder.
 * @throws {FlowError} `model.broken` naming the file that is missing, damaged or lacks what is needed
 */
export async function readTranslationFiles(folder: string): Promise<TranslationFiles> {
  const [config, generation, tokenizerJson, tokenizerConfig] = await Promise.all(
    ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json"].map((name) =>
      readModelJson(join(folder, name), jsonObject),
    ),
  );
  const tokenizer = new Tokenizer({ ...tokenizerJson }, { ...tokenizerConfig });
  const token = (name: string) => asTokenId(folder, name, generation?.[name] ?? config?.[name]);
  const padToken = config?.["pad_token_id"];
  const limits = [config?.["max_position_embeddings"], tokenizerConfig?.["model_max_length"]];
  return {
    tokenizer,
    languageTokens: findLanguageTokens(folder, tokenizer),
    decoderStartToken: token("decoder_start_token_id"),
    endToken: token("eos_token_id"),
    padToken: typeof padToken === "number" ? padToken : undefined,
    maxTokens: Math.min(...limits.filter((limit) => typeof limit === "number")),
  };
}

function asTokenId(folder: string, name: string, value: unknown): number {
  if (typeof value === "number") return value;
  throw new FlowError("model.broken", { message: `${folder} does not say its ${name}.` });
}

/** M2M100 marks languages by added tokens of the form `__en__`. */
function findLanguageTokens(folder: string, tokenizer: Tokenizer): Map<string, number> {
  const tokens = new Map<string, number>();
  for (const [id, { content }] of tokenizer.get_added_tokens_decoder()) {
    const code = /^__([a-z]{2,3})__$/.exec(content)?.[1];
    if (code !== undefined) tokens.set(code, id);
  }
  if (tokens.size > 0) return tokens;
  throw new FlowError("model.broken", { message: `${folder} has no language tokens such as __en__.` });
}
