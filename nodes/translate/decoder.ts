import { type InferenceSession, int64, type Tensor } from "#runtime-workers/inference/session.ts";

/** The three graphs of an encoder-decoder export. */
export interface TranslationSessions {
  readonly encoder: InferenceSession;
  /** First step: makes the keys and values of both attentions. */
  readonly decoder: InferenceSession;
  /** Later steps: takes them, and gives back the decoder's own only. */
  readonly decoderWithPast: InferenceSession;
}

/** What to decode, and when to end. */
export interface DecodeRequest {
  /** Token ids of the source: language, text, end. */
  readonly inputIds: readonly number[];
  /** Token ids that the output starts with; they are not generated. */
  readonly prefixIds: readonly number[];
  readonly endToken: number;
  /** Most tokens generated, the end token included. */
  readonly maxNewTokens: number;
  /** Called before each step. */
  readonly throwIfCancelled: () => void;
}

/** The tokens generated, without prefix and end, and their log-probabilities, the end's included. */
export interface Decoded {
  readonly tokenIds: readonly number[];
  /** Natural logarithm of each generated token's probability; empty only when `maxNewTokens` is 0. */
  readonly logProbabilities: readonly number[];
}

type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Greedy decoding with cached keys and values. The cross-attention ones (`present.*.encoder.*`) never change
 * after the first step: they are kept, and only the decoder's own are fed back.
 */
export async function decodeGreedily(
  sessions: TranslationSessions,
  request: DecodeRequest,
): Promise<Decoded> {
  const encoded = await encode(sessions.encoder, request);
  const tokenIds: number[] = [];
  const logProbabilities: number[] = [];
  let nextIds = request.prefixIds;
  let past: Tensors = {};
  while (logProbabilities.length < request.maxNewTokens) {
    request.throwIfCancelled();
    const session = logProbabilities.length === 0 ? sessions.decoder : sessions.decoderWithPast;
    const feeds = { ...encoded, ...past, input_ids: int64(nextIds, [1, nextIds.length]) };
    const outputs = await session.run(onlyInputs(session, feeds));
    past = { ...past, ...asPast(outputs) };
    const best = mostProbable(lastLogits(outputs["logits"] as Tensor));
    logProbabilities.push(best.logProbability);
    if (best.tokenId === request.endToken) break;
    tokenIds.push(best.tokenId);
    nextIds = [best.tokenId];
  }
  return { tokenIds, logProbabilities };
}

async function encode(encoder: InferenceSession, { inputIds }: DecodeRequest): Promise<Tensors> {
  const dims = [1, inputIds.length];
  const mask = int64(new Array<number>(inputIds.length).fill(1), dims);
  const outputs = await encoder.run({ input_ids: int64(inputIds, dims), attention_mask: mask });
  return {
    encoder_hidden_states: outputs["last_hidden_state"] as Tensor,
    encoder_attention_mask: mask,
  };
}

/** Exports differ in what later steps still take (some want encoder_hidden_states): give each graph its inputs. */
function onlyInputs(session: InferenceSession, feeds: Tensors): Tensors {
  return Object.fromEntries(session.inputNames.map((name) => [name, feeds[name] as Tensor]));
}

/** `present.0.decoder.key` of one step is `past_key_values.0.decoder.key` of the next. */
function asPast(outputs: Tensors): Tensors {
  const past: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(outputs)) {
    if (name.startsWith("present.")) past[name.replace("present.", "past_key_values.")] = tensor;
  }
  return past;
}

/** Logits of the last position; `logits` is [1, positions, vocabulary]. */
function lastLogits(logits: Tensor): Float32Array {
  const vocabulary = logits.dims[2] as number;
  return (logits.data as Float32Array).subarray(logits.data.length - vocabulary);
}

/** The greatest logit as a token, with its log-softmax. */
function mostProbable(logits: Float32Array): { tokenId: number; logProbability: number } {
  let tokenId = 0;
  for (let id = 1; id < logits.length; id++) {
    if ((logits[id] as number) > (logits[tokenId] as number)) tokenId = id;
  }
  const greatest = logits[tokenId] as number;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - greatest);
  return { tokenId, logProbability: -Math.log(sum) };
}
