import type { DecoderRunner, DecoderState } from "./decoder-runner.ts";
import type { Choice } from "./logits.ts";

/** Where to decode on, how to choose, and when to end. */
export interface DecodeRequest {
  /** The decoder after its prompt. */
  readonly start: DecoderState;
  /**
   * Chooses the next token.
   * @param state the decoder before it; its last row has the logits, which may not be written to
   * @param tokens those chosen so far
   */
  readonly choose: (state: DecoderState, tokens: readonly number[]) => Choice;
  readonly endToken: number;
  /** Most tokens chosen, the end among them. */
  readonly maxTokens: number;
  /** Called before each step. */
  readonly throwIfCancelled: () => void;
}

/** The tokens chosen, without prompt and end. */
export interface DecodedTokens {
  readonly tokens: readonly number[];
  /** Natural log-probability of each token, and of the end when it came. */
  readonly logProbabilities: readonly number[];
}

/**
 * Decodes token by token until the end.
 * @throws {FlowError} `task.cancelled`
 */
export async function decodeTokens(
  runner: DecoderRunner,
  { start, choose, endToken, maxTokens, throwIfCancelled }: DecodeRequest,
): Promise<DecodedTokens> {
  const tokens: number[] = [];
  const logProbabilities: number[] = [];
  let state = start;
  while (tokens.length < maxTokens) {
    const { token, logProbability } = choose(state, tokens);
    logProbabilities.push(logProbability);
    if (token === endToken) break;
    tokens.push(token);
    throwIfCancelled();
    if (tokens.length < maxTokens) state = await runner.step(state, token);
  }
  return { tokens, logProbabilities };
}

/** Logits of the token that comes next. */
export function lastRow({ rows }: DecoderState): Float32Array {
  return rows.at(-1) ?? new Float32Array(0);
}
