import {
  type DecodedTokens,
  decodeTokens,
  lastRow,
} from "#runtime-workers/inference/seq2seq/decode-tokens.ts";
import { decoderRunner, type Encoded } from "#runtime-workers/inference/seq2seq/decoder-runner.ts";
import type { LoadedSeq2Seq } from "#runtime-workers/inference/seq2seq/load-seq2seq.ts";
import { likeliest } from "#runtime-workers/inference/seq2seq/logits.ts";
import { int64, type Tensor } from "#runtime-workers/inference/session.ts";

/** What to translate, and when to end. */
export interface SentenceRequest {
  /** Token ids of the source: language, text, end. */
  readonly inputIds: readonly number[];
  /** Token ids that the output starts with; they are not generated. */
  readonly prefixIds: readonly number[];
  readonly endToken: number;
  /** Stands where a source has no more tokens; undefined: the model takes none. */
  readonly padToken: number | undefined;
  /** Most tokens generated, the end token included. */
  readonly maxNewTokens: number;
  /** Called before each step. */
  readonly throwIfCancelled: () => void;
}

/**
 * Sources are padded to a multiple of this many tokens, so that those of about the same length are of the same size and
 * can be run as one. They are padded alone as well: what a text gives does not depend on who is beside it.
 */
const paddedLength = 8;

/** Translates one sentence: at each step the likeliest token is taken. @throws {FlowError} `task.cancelled` */
export async function translateSentence(
  { encoder, decoder, joinsRuns }: LoadedSeq2Seq,
  { inputIds, prefixIds, endToken, padToken, maxNewTokens, throwIfCancelled }: SentenceRequest,
): Promise<DecodedTokens> {
  const missing = joinsRuns && padToken !== undefined ? -inputIds.length & (paddedLength - 1) : 0;
  const padding = (value: number) => new Array<number>(missing).fill(value);
  const dims = [1, inputIds.length + missing];
  const mask = int64([...inputIds.map(() => 1), ...padding(0)], dims);
  const source = int64([...inputIds, ...padding(padToken ?? 0)], dims);
  const outputs = await encoder.run({ input_ids: source, attention_mask: mask });
  const encoded: Encoded = {
    encoder_hidden_states: outputs["last_hidden_state"] as Tensor,
    encoder_attention_mask: mask,
  };
  throwIfCancelled();
  const runner = decoderRunner(decoder, encoded);
  return decodeTokens(runner, {
    start: await runner.begin(prefixIds),
    choose: (state) => likeliest(lastRow(state)),
    endToken,
    maxTokens: maxNewTokens,
    throwIfCancelled,
  });
}
