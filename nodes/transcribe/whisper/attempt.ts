import { decodeTokens, lastRow } from "#runtime-workers/inference/seq2seq/decode-tokens.ts";
import type {
  Attention,
  DecoderRunner,
  DecoderState,
} from "#runtime-workers/inference/seq2seq/decoder-runner.ts";
import { sampleToken, seededRandom } from "#runtime-workers/inference/seq2seq/sampling.ts";
import type { AttemptFigures } from "../guards/confidence.ts";
import { compressionRatio } from "../guards/repetition.ts";
import type { WhisperModel } from "./model-files.ts";
import { chooseToken } from "./rules.ts";

/** One decoding of a window. */
export interface Attempt extends AttemptFigures {
  /** Natural log-probability of each token, and of the end when it came. */
  readonly logProbabilities: readonly number[];
  readonly temperature: number;
  /**
   * For each token, and the end, the cross-attention of the run that chose it: the alignment heads one after the other.
   * Absent where the export gives none.
   */
  readonly attention?: readonly Float32Array[];
}

/** Where the text of a window begins: the decoder has seen its prompt. */
export interface Opening {
  readonly state: DecoderState;
  readonly noSpeechProbability: number;
}

/** How to decode on from an opening. */
export interface AttemptRequest {
  readonly opening: Opening;
  /** 0: the likeliest token each time; above: drawn, the same way each time. */
  readonly temperature: number;
  readonly throwIfCancelled: () => void;
}

/** Of the draws of a temperature; any number but 0. */
const seed = 0x9e3779b9;

/**
 * Decodes a window's text once.
 * Source: openai/whisper decoding.py, DecodingTask.
 * @throws {FlowError} `task.cancelled`
 */
export async function decodeOnce(
  model: WhisperModel,
  runner: DecoderRunner,
  { opening, temperature, throwIfCancelled }: AttemptRequest,
): Promise<Attempt> {
  const random = seededRandom(seed);
  const pick =
    temperature === 0 ? undefined : (logits: Float32Array) => sampleToken(logits, temperature, random);
  const maxTokens = Math.min(model.maxTokens, model.contextTokens - opening.state.tokens.length);
  const attention: Float32Array[] = [];
  // a copy: the rules write to it, and other attempts begin from the same state
  const logits = new Float32Array(lastRow(opening.state).length);
  const { tokens, logProbabilities } = await decodeTokens(runner, {
    start: opening.state,
    choose: (state, chosen) => {
      if (state.attention.size > 0) attention.push(alignmentRow(model, state));
      logits.set(lastRow(state));
      return chooseToken(logits, chosen, model.rules, pick);
    },
    endToken: model.rules.endOfText,
    maxTokens,
    throwIfCancelled,
  });
  return {
    ...figuresOf(model, tokens, logProbabilities),
    noSpeechProbability: opening.noSpeechProbability,
    temperature,
    ...(attention.length > 0 ? { attention } : {}),
  };
}

/** As Whisper counts it: the end is a token too, also where it did not come. */
function figuresOf(model: WhisperModel, tokens: readonly number[], logProbabilities: readonly number[]) {
  const sum = logProbabilities.reduce((total, value) => total + value, 0);
  return {
    tokens,
    logProbabilities,
    averageLogProbability: sum / (tokens.length + 1),
    compressionRatio: compressionRatio(model.toText(tokens)),
  };
}

/** The last token's cross-attention in the alignment heads, one after the other. */
function alignmentRow({ alignmentHeads }: WhisperModel, { attention }: DecoderState): Float32Array {
  const rows = alignmentHeads.flatMap(([layer, head]) => {
    const weights = attention.get(layer);
    return weights === undefined ? [] : [lastAttention(weights, head)];
  });
  const frames = rows[0]?.length ?? 0;
  const joined = new Float32Array(rows.length * frames);
  for (const [at, row] of rows.entries()) joined.set(row, at * frames);
  return joined;
}

function lastAttention({ values, tokens, frames }: Attention, head: number): Float32Array {
  const start = (head * tokens + tokens - 1) * frames;
  return values.subarray(start, start + frames);
}
