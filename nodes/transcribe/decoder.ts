import { float32, type InferenceSession, int64, type Tensor } from "#runtime-workers/inference/session.ts";
import type { WhisperModel } from "./model-files.ts";
import { chooseToken, probabilityOf } from "./rules.ts";

/** The three graphs of a Whisper export. */
export interface WhisperSessions {
  /** input_features -> last_hidden_state */
  readonly encoder: InferenceSession;
  /** input_ids, encoder_hidden_states -> logits, present.* (own and cross-attention) */
  readonly decoder: InferenceSession;
  /** input_ids, past_key_values.* -> logits, present.* (own attention only) */
  readonly decoderWithPast: InferenceSession;
}

/** What one window of audio decodes to. */
export interface DecodedWindow {
  /** Text and timestamp tokens, without prompt and end. */
  readonly tokens: readonly number[];
  /** Sum of the natural log-probabilities of the tokens and of the end. */
  readonly sumLogProbability: number;
  /** Probability of <|nospeech|> where the transcript starts, 0…1. */
  readonly noSpeechProbability: number;
  readonly language: string;
  /** 0…1; 1 when the language was given. */
  readonly languageProbability: number;
}

/** Decodes one window greedily, with timestamps. */
export interface WindowRequest {
  /** Log-mel features [bands, frames]. */
  readonly features: Float32Array;
  /** Code of one of the model's languages; undefined: detect it. */
  readonly language: string | undefined;
  readonly throwIfCancelled: () => void;
}

/**
 * Runs the encoder once and the decoder once a token. To detect the language, the decoder starts with
 * <|startoftranscript|> alone; the rest of the prompt then follows as any other token would, so that the
 * cross-attention keys and values are made once a window.
 *
 * Source: openai/whisper decoding.py, DecodingTask with temperature 0.
 * @throws {FlowError} `task.cancelled`
 */
export async function decodeWindow(
  model: WhisperModel,
  sessions: WhisperSessions,
  { features, language, throwIfCancelled }: WindowRequest,
): Promise<DecodedWindow> {
  const { melBands, windowSamples, hopSamples } = model.features;
  const input = float32(features, [1, melBands, windowSamples / hopSamples]);
  const { last_hidden_state: hidden } = await sessions.encoder.run({ input_features: input });
  throwIfCancelled();
  const stepper = new DecoderStepper(sessions, hidden as Tensor);
  const { logits, ...opening } = await openTranscript(model, stepper, language);
  const decoded = await decodeText(model, stepper, logits, throwIfCancelled);
  return { ...opening, ...decoded };
}

async function openTranscript(model: WhisperModel, stepper: DecoderStepper, given: string | undefined) {
  const known = given ?? (model.languages.size === 0 ? "en" : undefined);
  const rest = known === undefined ? [] : promptAfterStart(model, known);
  const rows = await stepper.begin([model.startOfTranscript, ...rest]);
  const first = rows[0] as Float32Array;
  const noSpeechProbability = probabilityOf(first, model.noSpeech);
  if (known !== undefined) {
    return {
      logits: rows.at(-1) as Float32Array,
      language: known,
      languageProbability: 1,
      noSpeechProbability,
    };
  }
  const detected = detectLanguage(model, first);
  let logits = first;
  for (const token of promptAfterStart(model, detected.language)) logits = await stepper.step(token);
  return { logits, ...detected, noSpeechProbability };
}

/** English-only models have neither language nor task tokens in their prompt. */
function promptAfterStart(model: WhisperModel, language: string): readonly number[] {
  const token = model.languages.get(language);
  return token === undefined ? [] : [token, model.transcribe];
}

function detectLanguage(model: WhisperModel, logits: Float32Array) {
  const tokens = [...model.languages.values()];
  const [language, token] = [...model.languages].reduce((best, next) =>
    (logits[next[1]] as number) > (logits[best[1]] as number) ? next : best,
  );
  return { language, languageProbability: probabilityOf(logits, token, tokens) };
}

async function decodeText(
  model: WhisperModel,
  stepper: DecoderStepper,
  firstLogits: Float32Array,
  throwIfCancelled: () => void,
): Promise<Pick<DecodedWindow, "tokens" | "sumLogProbability">> {
  const tokens: number[] = [];
  let sumLogProbability = 0;
  let logits = firstLogits;
  while (tokens.length < model.maxTokens) {
    const { token, logProbability } = chooseToken(logits, tokens, model.rules);
    sumLogProbability += logProbability;
    if (token === model.rules.endOfText) break;
    tokens.push(token);
    throwIfCancelled();
    logits = await stepper.step(token);
  }
  return { tokens, sumLogProbability };
}

/** The decoder with its memory: attention keys and values are outputs of one run and inputs of the next. */
class DecoderStepper {
  readonly #sessions: WhisperSessions;
  readonly #hidden: Tensor;
  readonly #past: Record<string, Tensor> = {};

  constructor(sessions: WhisperSessions, hidden: Tensor) {
    this.#sessions = sessions;
    this.#hidden = hidden;
  }

  /** Logits after each token of the prompt. */
  async begin(prompt: readonly number[]): Promise<Float32Array[]> {
    const { decoder } = this.#sessions;
    const feeds = { input_ids: int64(prompt, [1, prompt.length]), encoder_hidden_states: this.#hidden };
    return this.#take(await decoder.run(feeds, wantedOutputs(decoder)));
  }

  /** Logits after one token more. */
  async step(token: number): Promise<Float32Array> {
    const { decoderWithPast } = this.#sessions;
    const feeds = { input_ids: int64([token], [1, 1]), ...this.#past };
    const [row] = this.#take(await decoderWithPast.run(feeds, wantedOutputs(decoderWithPast)));
    return row as Float32Array;
  }

  /** Steps give no cross-attention keys and values, so those of the first run stay. */
  #take(outputs: Readonly<Record<string, Tensor>>): Float32Array[] {
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.startsWith("present.")) this.#past[name.replace("present", "past_key_values")] = tensor;
    }
    const { dims, data } = outputs["logits"] as Tensor;
    const [, rows = 0, vocabulary = 0] = dims;
    return Array.from({ length: rows }, (_, row) =>
      (data as Float32Array).subarray(row * vocabulary, (row + 1) * vocabulary),
    );
  }
}

/** Not the cross_attentions.* that some exports give as well. */
function wantedOutputs(session: InferenceSession): readonly string[] {
  return session.outputNames.filter((name) => name === "logits" || name.startsWith("present."));
}
