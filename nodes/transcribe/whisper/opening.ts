import type { DecoderRunner, DecoderState } from "#runtime-workers/inference/seq2seq/decoder-runner.ts";
import { probabilityOf } from "#runtime-workers/inference/seq2seq/logits.ts";
import type { Opening } from "./attempt.ts";
import type { WhisperModel } from "./model-files.ts";

/** The language of a window. */
export interface SpokenLanguage {
  readonly language: string;
  /** 0…1; 1 when the language was given. */
  readonly languageProbability: number;
}

/** A language and, where it was detected, the decoder's state after <|startoftranscript|>. */
export interface FoundLanguage {
  readonly spoken: SpokenLanguage;
  readonly afterStart?: DecoderState;
}

/** The language given, English where the model knows no other, else the likeliest one after <|startoftranscript|>. */
export async function findLanguage(
  model: WhisperModel,
  runner: DecoderRunner,
  given: string | undefined,
): Promise<FoundLanguage> {
  const known = given ?? (model.languages.size === 0 ? "en" : undefined);
  if (known !== undefined) return { spoken: { language: known, languageProbability: 1 } };
  const afterStart = await runner.begin([model.startOfTranscript]);
  const logits = afterStart.rows[0] as Float32Array;
  const [language, token] = [...model.languages].reduce((best, next) =>
    (logits[next[1]] as number) > (logits[best[1]] as number) ? next : best,
  );
  const languageProbability = probabilityOf(logits, token, [...model.languages.values()]);
  return { spoken: { language, languageProbability }, afterStart };
}

/**
 * Gives the decoder its prompt: earlier text, if any, then <|startoftranscript|>, language and task. Where the language
 * was detected and there is no earlier text, it goes on from there, so that the cross-attention keys and values are made
 * once a window.
 * @param previous tokens of earlier text
 */
export async function openTranscript(
  model: WhisperModel,
  runner: DecoderRunner,
  { spoken, afterStart }: FoundLanguage,
  previous: readonly number[],
): Promise<Opening> {
  const earlier = earlierText(model, previous);
  const rest = promptAfterStart(model, spoken.language);
  if (afterStart !== undefined && earlier.length === 0) {
    let state = afterStart;
    for (const token of rest) state = await runner.step(state, token);
    return { state, noSpeechProbability: noSpeech(model, afterStart.rows[0]) };
  }
  const state = await runner.begin([...earlier, model.startOfTranscript, ...rest]);
  return { state, noSpeechProbability: noSpeech(model, state.rows[earlier.length]) };
}

/** <|startofprev|> and as much of the text's end as fits in half of the decoder's context. */
function earlierText({ startOfPrevious, contextTokens }: WhisperModel, previous: readonly number[]) {
  if (startOfPrevious === undefined || previous.length === 0) return [];
  return [startOfPrevious, ...previous.slice(1 - Math.floor(contextTokens / 2))];
}

/** English-only models have neither language nor task tokens in their prompt. */
function promptAfterStart(model: WhisperModel, language: string): readonly number[] {
  const token = model.languages.get(language);
  return token === undefined ? [] : [token, model.transcribe];
}

function noSpeech(model: WhisperModel, logits: Float32Array | undefined): number {
  return logits === undefined ? 0 : probabilityOf(logits, model.noSpeech);
}
