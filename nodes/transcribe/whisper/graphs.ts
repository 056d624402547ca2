import { floatsOf } from "#runtime-workers/inference/halves.ts";
import {
  bool,
  float32,
  type InferenceSession,
  int64,
  type Tensor,
} from "#runtime-workers/inference/session.ts";

/** The decoder's graphs, loaded; see `DecoderFiles` for the layouts. */
export type DecoderGraphs =
  | { readonly layout: "with-past"; readonly first: InferenceSession; readonly step: InferenceSession }
  | { readonly layout: "merged"; readonly decoder: InferenceSession }
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
  readonly past: Readonly<Record<string, Tensor>>;
}

/** Takes tokens to logits, for one window of audio. */
export interface DecoderRunner {
  /** The state after a prompt. */
  begin(prompt: readonly number[]): Promise<DecoderState>;
  /** The state after one token more. */
  step(state: DecoderState, token: number): Promise<DecoderState>;
}

/** What a window's runner needs. */
export interface RunnerOptions {
  readonly graphs: DecoderGraphs;
  /** The encoder's output, [1, frames, width]. */
  readonly hidden: Tensor;
  /** Heads and width of a head of the decoder, for the empty memory that a merged decoder starts with. */
  readonly heads: number;
  readonly headWidth: number;
  /** Layers whose cross-attention is wanted, where the export gives it. */
  readonly attentionLayers: ReadonlySet<number>;
}

/**
 * Runs a decoder of any layout. Cross-attention keys and values come from the first run alone: the steps of the
 * with-past layout do not give them again (which would cost a third of the time), those of a merged decoder give
 * empty ones.
 */
export function decoderRunner(options: RunnerOptions): DecoderRunner {
  if (options.graphs.layout === "with-past") return withPastRunner(options, options.graphs);
  if (options.graphs.layout === "merged") return mergedRunner(options, options.graphs.decoder);
  return plainRunner(options, options.graphs.decoder);
}

function withPastRunner(
  { hidden, attentionLayers }: RunnerOptions,
  { first, step }: Extract<DecoderGraphs, { layout: "with-past" }>,
): DecoderRunner {
  const firstOutputs = wantedOutputs(first, attentionLayers, "present.");
  const stepOutputs = wantedOutputs(step, attentionLayers, "present.");
  return {
    async begin(prompt) {
      const feeds = { input_ids: ids(prompt), encoder_hidden_states: hidden };
      return toState(prompt, {}, await first.run(feeds, firstOutputs));
    },
    async step({ tokens, past }, token) {
      const outputs = await step.run({ input_ids: ids([token]), ...past }, stepOutputs);
      return toState([...tokens, token], past, outputs);
    },
  };
}

function mergedRunner(
  { hidden, heads, headWidth, attentionLayers }: RunnerOptions,
  decoder: InferenceSession,
): DecoderRunner {
  const firstOutputs = wantedOutputs(decoder, attentionLayers, "present.");
  const stepOutputs = firstOutputs.filter((name) => !name.includes(".encoder."));
  const empty = float32(new Float32Array(0), [1, heads, 0, headWidth]);
  const noPast = Object.fromEntries(
    decoder.inputNames.filter((name) => name.startsWith("past_key_values.")).map((name) => [name, empty]),
  );
  const feeds = (tokens: readonly number[], past: Readonly<Record<string, Tensor>>, useCache: boolean) => ({
    input_ids: ids(tokens),
    encoder_hidden_states: hidden,
    use_cache_branch: bool(useCache),
    ...past,
  });
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

function plainRunner({ hidden, attentionLayers }: RunnerOptions, decoder: InferenceSession): DecoderRunner {
  const outputs = wantedOutputs(decoder, attentionLayers);
  const begin = async (tokens: readonly number[]) => {
    const feeds = { input_ids: ids(tokens), encoder_hidden_states: hidden };
    return toState(tokens, {}, await decoder.run(feeds, outputs));
  };
  return { begin, step: ({ tokens }, token) => begin([...tokens, token]) };
}

function ids(tokens: readonly number[]): Tensor {
  return int64(tokens, [1, tokens.length]);
}

function wantedOutputs(
  session: InferenceSession,
  attentionLayers: ReadonlySet<number>,
  memory?: string,
): readonly string[] {
  return session.outputNames.filter(
    (name) =>
      name === "logits" ||
      (memory !== undefined && name.startsWith(memory)) ||
      attentionLayers.has(layerOf(name)),
  );
}

/** Layer of an output `cross_attentions.{layer}`; NaN for other outputs. */
function layerOf(name: string): number {
  return Number(/^cross_attentions\.(\d+)$/.exec(name)?.[1]);
}

function toState(
  tokens: readonly number[],
  before: Readonly<Record<string, Tensor>>,
  outputs: Readonly<Record<string, Tensor>>,
): DecoderState {
  const past = { ...before };
  const attention = new Map<number, Attention>();
  for (const [name, tensor] of Object.entries(outputs)) {
    if (name.startsWith("present.")) past[name.replace("present", "past_key_values")] = tensor;
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
