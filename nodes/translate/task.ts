import { FlowError } from "#engine/errors.ts";
import { defineTask, type TaskWorker } from "#runtime-workers/inference/task.ts";
import { onnxFile } from "#runtime-workers/models/onnx-file.ts";
import { type Decoded, type DecodeRequest, decodeGreedily, type TranslationSessions } from "./decoder.ts";
import { readTranslationFiles, type TranslationFiles } from "./model-files.ts";
import { splitSentences, splitToFit } from "./sentences.ts";

/** A text to translate. */
export interface TranslateInput {
  readonly text: string;
  /** ISO 639-1 codes. */
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
}

/** A text translated. */
export interface TranslateOutput {
  readonly text: string;
  /** Mean natural log-probability per generated token (ends of sentences included), at most 0. */
  readonly averageLogProbability: number;
}

/** What a node has to know of a model. */
export interface TranslationModel {
  /** Every language that it knows, as ISO 639-1 codes. */
  readonly languages: readonly string[];
}

/** A translation longer than this many tokens for each of the source, and some, has run away. */
const tokensPerSourceToken = 1.3;
const tokensOnTop = 10;

/**
 * Translates a text with an M2M100-layout model (Fan et al. 2020, "Beyond English-Centric Multilingual Machine
 * Translation"), sentence by sentence.
 * @throws {FlowError} `language.unknown`, `model.missing`, `model.broken`, `task.cancelled`
 */
export const task = defineTask<TranslateInput, TranslateOutput, void, TranslationModel>({
  async warmUp(_settings, worker) {
    const { files, sessions } = await load(worker);
    const languages = [...files.languageTokens.keys()];
    const token = languageToken(files, languages[0] as string);
    await decodeGreedily(sessions, decodeRequest(files, "", [token, token], worker));
    return { languages };
  },
  run: translate,
});

async function translate(input: TranslateInput, worker: TaskWorker): Promise<TranslateOutput> {
  const { text, sourceLanguage, targetLanguage } = input;
  const { files, sessions } = await load(worker);
  const tokens = [languageToken(files, sourceLanguage), languageToken(files, targetLanguage)] as const;
  const decoded: Decoded[] = [];
  for (const sentence of splitSentences(text, sourceLanguage)) {
    for (const piece of splitToFit(sentence, maxTextTokens(files), (part) => encode(files, part).length)) {
      decoded.push(await decodeGreedily(sessions, decodeRequest(files, piece, tokens, worker)));
    }
  }
  return joinSentences(files, decoded);
}

async function load(worker: TaskWorker) {
  const folder = worker.modelPath;
  const files = await worker.cached(`translate:${folder}`, () => readTranslationFiles(folder));
  return { files, sessions: await loadSessions(folder, worker) };
}

async function loadSessions(folder: string, worker: TaskWorker): Promise<TranslationSessions> {
  const load = (name: string) => worker.session(onnxFile(folder, name));
  return {
    encoder: await load("encoder_model"),
    decoder: await load("decoder_model"),
    decoderWithPast: await load("decoder_with_past_model"),
  };
}

function decodeRequest(
  files: TranslationFiles,
  text: string,
  [fromToken, toToken]: readonly [number, number],
  worker: TaskWorker,
): DecodeRequest {
  const inputIds = [fromToken, ...encode(files, text), files.endToken];
  return {
    inputIds,
    prefixIds: [files.decoderStartToken, toToken],
    endToken: files.endToken,
    maxNewTokens: Math.ceil(tokensPerSourceToken * inputIds.length) + tokensOnTop,
    throwIfCancelled: worker.throwIfCancelled,
  };
}

/** Tokens of a text that leave room for the special ones and for the longest translation allowed. */
function maxTextTokens(files: TranslationFiles): number {
  return Math.floor((files.maxTokens - tokensOnTop - 3) / tokensPerSourceToken) - 2;
}

function encode(files: TranslationFiles, text: string): number[] {
  return files.tokenizer.encode(text, { add_special_tokens: false }).ids;
}

function languageToken(files: TranslationFiles, language: string): number {
  const token = files.languageTokens.get(language);
  if (token !== undefined) return token;
  const languages = [...files.languageTokens.keys()].join(", ");
  throw new FlowError("language.unknown", {
    message: `The model does not know the language "${language}".`,
    hint: `Use ${languages}.`,
  });
}

/** The sentences as one text; the mean is over all their tokens, so that a long sentence counts for more. */
function joinSentences(files: TranslationFiles, decoded: readonly Decoded[]): TranslateOutput {
  const texts = decoded.map(({ tokenIds }) =>
    files.tokenizer.decode([...tokenIds], { skip_special_tokens: true }).trim(),
  );
  const logProbabilities = decoded.flatMap((each) => each.logProbabilities);
  const sum = logProbabilities.reduce((total, each) => total + each, 0);
  return {
    text: texts.filter(Boolean).join(" "),
    averageLogProbability: sum / Math.max(1, logProbabilities.length),
  };
}
