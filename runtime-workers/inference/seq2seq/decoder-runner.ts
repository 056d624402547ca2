import { floatsOf } from "../halves.ts";
import { bool, float32, type InferenceSession, int64, type Tensor } from "../session.ts";

/** The decoder's graphs, loaded; see `DecoderFiles` for the layouts. */
export type DecoderGraphs =
  | { readonly layout: "with-past"; readonly first: InferenceSession; readonly step: InferenceSession }
  | {
      readonly layout: "merged";
      readonly decoder: InferenceSession;
      /** Attention heads and the width of one, for the empty memory that it starts with. */
      readonly heads: number;
      readonly headWidth: number;
    }
  | { readonly layout: "plain"; readonly decoder: InferenceSession };

/** Weights [heads, tokens, frames] of one layer. */
export interface Attention {
  readonly values: Float32Array;
  readonly tokens: number;
  readonly frames: number;
}

/** The decoder after some tokens. Nothing in it changes, so that decoding can go on from it more than once. */
export interface DecoderState {
  /** All tokens so far, the prompt among them. */
  readonly tokens: readonly number[];
  /** Logits of the next token, one row for each token of the last run. */
  readonly rows: readonly Float32Array[];
  /** Cross-attention of the last run's tokens by layer; of the layers asked for only. */
  readonly attention: ReadonlyMap<number, Attention>;
  readonly past: Tensors;
}

/** Takes tokens to logits, for one sequence of the encoder. */
export interface DecoderRunner {
  /** The state after a prompt. */
  begin(prompt: readonly number[]): Promise<DecoderState>;
  /** The state after one token more. */
  step(state: DecoderState, token: number): Promise<DecoderState>;
}

/** What a decoder needs of the encoder. */
export interface Encoded {
  /** The encoder's output, [1, positions, width]. */
  readonly encoder_hidden_states: Tensor;
  /** 1 for positions that count, [1, positions]; absent where all do and the graphs ask for none. */
  readonly encoder_attention_mask?: Tensor;
}

type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Runs a decoder of any layout. Cross-attention keys and values come from the first run alone: the steps of the
 * with-past layout do not give them again (which would cost a third of the time), those of a merged decoder give
 * empty ones.
 * @param attentionLayers those whose cross-attention is wanted, where the export gives it
 */
export function decoderRunner(
  graphs: DecoderGraphs,
  encoded: Encoded,
  attentionLayers: ReadonlySet<number> = new Set(),
): DecoderRunner {
  if (graphs.layout === "with-past") return withPastRunner(graphs, encoded, attentionLayers);
  if (graphs.layout === "merged") return mergedRunner(graphs, encoded, attentionLayers);
  return plainRunner(graphs.decoder, encoded, attentionLayers);
}

function withPastRunner(
  { first, step }: Extract<DecoderGraphs, { layout: "with-past" }>,
  encoded: Encoded,
  attentionLayers: ReadonlySet<number>,
): DecoderRunner {
  const firstOutputs = wantedOutputs(first, attentionLayers, isMemory);
  const stepOutputs = wantedOutputs(step, attentionLayers, isOwnMemory);
  const [firstInputs, stepInputs] = [inputsOf(first, encoded), inputsOf(step, encoded)];
  return {
    async begin(prompt) {
      const outputs = await first.run({ input_ids: ids(prompt), ...firstInputs }, firstOutputs);
      return toState(prompt, {}, outputs);
    },
    async step({ tokens, past }, token) {
      const outputs = await step.run({ input_ids: ids([token]), ...stepInputs, ...past }, stepOutputs);
      return toState([...tokens, token], past, outputs);
    },
  };
}

function mergedRunner(
  { decoder, heads, headWidth }: Extract<DecoderGraphs, { layout: "merged" }>,
  encoded: Encoded,
  attentionLayers: ReadonlySet<number>,
): DecoderRunner {
  const firstOutputs = wantedOutputs(decoder, attentionLayers, isMemory);
  const stepOutputs = wantedOutputs(decoder, attentionLayers, isOwnMemory);
  const inputs = inputsOf(decoder, encoded);
  const empty = float32(new Float32Array(0), [1, heads, 0, headWidth]);
  const noPast = Object.fromEntries(
    decoder.inputNames.filter((name) => name.startsWith("past_key_values.")).map((name) => [name, empty]),
  );
  const feeds = (tokens: readonly number[], past: Tensors, useCache: boolean) => {
    return { input_ids: ids(tokens), ...inputs, use_cache_branch: bool(useCache), ...past };
  };
  return {
    async begin(prompt) {
      return toState(prompt, {}, await decoder.run(feeds(prompt, noPast, false), firstOutputs));
    },
    async step({ tokens, past }, token) {
      const outputs = await decoder.run(feeds([token], past, true), stepOutputs);
      return toState([...tokens, token], past, outputs);
    },
  };
}

function plainRunner(
  decoder: InferenceSession,
  encoded: Encoded,
  attentionLayers: ReadonlySet<number>,
): DecoderRunner {
  const outputs = wantedOutputs(decoder, attentionLayers, () => false);
  const inputs = inputsOf(decoder, encoded);
  const begin = async (tokens: readonly number[]) =>
    toState(tokens, {}, await decoder.run({ input_ids: ids(tokens), ...inputs }, outputs));
  return { begin, step: ({ tokens }, token) => begin([...tokens, token]) };
}

function ids(tokens: readonly number[]): Tensor {
  return int64(tokens, [1, tokens.length]);
}

/** Exports differ in what each graph takes of the encoder: steps of Whisper take nothing, those of M2M100 the mask. */
function inputsOf({ inputNames }: InferenceSession, encoded: Encoded): Tensors {
  return Object.fromEntries(Object.entries(encoded).filter(([name]) => inputNames.includes(name)));
}

const isMemory = (name: string) => name.startsWith("present.");
/** Without that of cross-attention. */
const isOwnMemory = (name: string) => isMemory(name) && !name.includes(".encoder.");

function wantedOutputs(
  { outputNames }: InferenceSession,
  attentionLayers: ReadonlySet<number>,
  isWantedMemory: (name: string) => boolean,
): readonly string[] {
  return outputNames.filter(
    (name) => name === "logits" || isWantedMemory(name) || attentionLayers.has(layerOf(name)),
  );
}

/** Layer of an output `cross_attentions.{layer}`; NaN for other outputs. */
function layerOf(name: string): number {
  return Number(/^cross_attentions\.(\d+)$/.exec(name)?.[1]);
}

function toState(tokens: readonly number[], before: Tensors, outputs: Tensors): DecoderState {
  const past: Record<string, Tensor> = { ...before };
  const attention = new Map<number, Attention>();
  for (const [name, tensor] of Object.entries(outputs)) {
    if (isMemory(name)) past[name.replace("present", "past_key_values")] = tensor;
    if (name.startsWith("cross_")) attention.set(layerOf(name), toAttention(tensor));
  }
  return { tokens, rows: logitRows(outputs["logits"] as Tensor), attention, past };
}

function logitRows(logits: Tensor): readonly Float32Array[] {
  const [, rows = 0, vocabulary = 0] = logits.dims;
  const data = floatsOf(logits);
  return Array.from({ length: rows }, (_, row) => data.subarray(row * vocabulary, (row + 1) * vocabulary));
}

function toAttention(weights: Tensor): Attention {
  const [, , tokens = 0, frames = 0] = weights.dims;
  return { values: floatsOf(weights), tokens, frames };
}
