import { FlowError } from "#engine/errors.ts";
import type { PrecisionChoice } from "#engine/graph/precision.ts";
import type { DecodedTokens } from "#runtime-workers/inference/seq2seq/decode-tokens.ts";
import { loadSeq2Seq } from "#runtime-workers/inference/seq2seq/load-seq2seq.ts";
import { defineTask, type TaskWorker } from "#runtime-workers/inference/task.ts";
import { readTranslationFiles, type TranslationFiles } from "./model-files.ts";
import { splitSentences, splitToFit } from "./sentences.ts";
import { type SentenceRequest, translateSentence } from "./translate-sentence.ts";

/** How a model is to be run. */
export interface TranslateSettings {
  readonly precision: PrecisionChoice;
}

/** A text to translate. */
export interface TranslateInput extends TranslateSettings {
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
  /** Whether runs of several tasks may become one. */
  readonly joinsRuns: boolean;
}

/** A translation longer than this many tokens for each of the source, and some, has run away. */
const tokensPerSourceToken = 1.3;
const tokensOnTop = 10;

/**
 * Translates a text with an M2M100-layout model (Fan et al. 2020, "Beyond English-Centric Multilingual Machine
 * Translation"), sentence by sentence.
 * @throws {FlowError} `language.unknown`, `model.missing`, `model.broken`, `task.cancelled`
 */
export const task = defineTask<TranslateInput, TranslateOutput, TranslateSettings, TranslationModel>({
  async warmUp(settings, worker) {
    const { files, sessions } = await load(settings, worker);
    const languages = [...files.languageTokens.keys()];
    const token = languageToken(files, languages[0] as string);
    await translateSentence(sessions, sentenceRequest(files, "", [token, token], worker));
    return { languages, joinsRuns: sessions.joinsRuns };
  },
  run: translate,
});

async function translate(input: TranslateInput, worker: TaskWorker): Promise<TranslateOutput> {
  const { text, sourceLanguage, targetLanguage } = input;
  const { files, sessions } = await load(input, worker);
  const tokens = [languageToken(files, sourceLanguage), languageToken(files, targetLanguage)] as const;
  const decoded: DecodedTokens[] = [];
  for (const sentence of splitSentences(text, sourceLanguage)) {
    for (const piece of splitToFit(sentence, maxTextTokens(files), (part) => encode(files, part).length)) {
      decoded.push(await translateSentence(sessions, sentenceRequest(files, piece, tokens, worker)));
    }
  }
  return joinSentences(files, decoded);
}

async function load({ precision }: TranslateSettings, worker: TaskWorker) {
  const folder = worker.modelPath;
  const files = await worker.cached(`translate:${folder}`, () => readTranslationFiles(folder));
  return { files, sessions: await loadSeq2Seq(folder, precision, worker) };
}

function sentenceRequest(
  files: TranslationFiles,
  text: string,
  [fromToken, toToken]: readonly [number, number],
  worker: TaskWorker,
): SentenceRequest {
  const inputIds = [fromToken, ...encode(files, text), files.endToken];
  return {
    inputIds,
    prefixIds: [files.decoderStartToken, toToken],
    endToken: files.endToken,
    padToken: files.padToken,
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
function joinSentences(files: TranslationFiles, decoded: readonly DecodedTokens[]): TranslateOutput {
  const texts = decoded.map(({ tokens }) =>
    files.tokenizer.decode([...tokens], { skip_special_tokens: true }).trim(),
  );
  const logProbabilities = decoded.flatMap((each) => each.logProbabilities);
  const sum = logProbabilities.reduce((total, each) => total + each, 0);
  return {
    text: texts.filter(Boolean).join(" "),
    averageLogProbability: sum / Math.max(1, logProbabilities.length),
  };
}
