import { Graph } from "../onnx/graph.ts";
import type { Weights } from "../onnx/weights.ts";
import { attend, type Memory, remember } from "./attention.ts";
import {
  type Building,
  causalMask,
  feedForward,
  layerNorm,
  type Matrix,
  multiply,
  sizeOf,
  weight,
} from "./layers.ts";
import { headWidth, type WhisperSize } from "./sizes.ts";

/** Which of the decoder's graphs: for the first run, for one token more, or both in one with a switch. */
export type DecoderLayout = "first" | "step" | "merged";

/** Tokens so far, in front of a layer's memory of text and of audio. */
type Side = "decoder" | "encoder";

/**
 * A decoder as optimum exports it: `decoder_model` (first), `decoder_with_past_model` (step) or `decoder_model_merged`.
 * @param hasWords with an output `cross_attentions.{layer}` each
 */
export function decoderGraph(
  size: WhisperSize,
  weights: Weights,
  layout: DecoderLayout,
  hasWords = false,
): Graph {
  const graph = new Graph(`decoder_${layout}`);
  const building = { graph, weights, size };
  graph.input({ name: "input_ids", type: "int64", dims: ["batch_size", "decoder_sequence_length"] });
  const hidden = ["batch_size", "encoder_frames", size.width];
  if (layout !== "step") graph.input({ name: "encoder_hidden_states", type: "float", dims: hidden });
  if (layout !== "first") for (const info of memoryInfos(size, "past_key_values")) graph.input(info);
  if (layout === "merged") mergedDecoder(building, hasWords);
  else decode(building, layout, hasWords);
  giveOutputs(graph, size, { hasAudioMemory: layout !== "step", hasWords });
  return graph;
}

/** Both graphs behind a switch; the branch for one token gives the memory of the audio as empty tensors, not again. */
function mergedDecoder({ graph, weights, size }: Building, hasWords: boolean): void {
  graph.input({ name: "use_cache_branch", type: "bool", dims: [1] });
  const branches = (["step", "first"] as const).map((layout) => {
    const branch = new Graph(layout, graph);
    decode({ graph: branch, weights, size }, layout, hasWords);
    if (layout === "step")
      for (const name of memoryNames(size, "present", "encoder")) emptyMemory(branch, size, name);
    giveOutputs(branch, size, { hasAudioMemory: true, hasWords });
    return branch;
  });
  graph.branch("use_cache_branch", ...(branches as [Graph, Graph]));
}

/** Source: huggingface/transformers, WhisperDecoder and its tied proj_out. */
function decode(building: Building, layout: "first" | "step", hasWords: boolean): void {
  const { graph, size } = building;
  const past = layout === "step";
  const tokens = sizeOf(building, "input_ids", 1);
  const start = past
    ? sizeOf(building, memoryName("past_key_values", 0, "decoder").key, 2)
    : graph.integers([0]);
  let x = embed(building, "input_ids", start, graph.node("Add", [start, tokens]));
  const mask = past ? undefined : causalMask(building, tokens);
  for (let layer = 0; layer < size.layers; layer++) {
    const name = `model.decoder.layers.${layer}`;
    const own = layerNorm(building, `${name}.self_attn_layer_norm`, x);
    const text = textMemory(building, layer, own, past);
    x = graph.node("Add", [x, attend(building, `${name}.self_attn`, own, text, { mask })]);
    const cross = layerNorm(building, `${name}.encoder_attn_layer_norm`, x);
    const audio = audioMemory(building, layer, past);
    const weightsOutput = hasWords ? `cross_attentions.${layer}` : undefined;
    x = graph.node("Add", [x, attend(building, `${name}.encoder_attn`, cross, audio, { weightsOutput })]);
    const further = feedForward(building, name, layerNorm(building, `${name}.final_layer_norm`, x));
    x = graph.node("Add", [x, further]);
  }
  giveLogits(building, x);
}

/** The last vectors against those of all tokens. */
export function giveLogits(building: Building, x: string): void {
  multiply(building, lastNorm(building, x), { ...embedding(building.size), isTurned: true }, "logits");
}

/** Token and position vectors of tokens at the places start…end - 1. */
export function embed(building: Building, ids: string, start: string, end: string): string {
  const { graph, size } = building;
  const places = [size.textPositions, size.width];
  // much larger than a token's, so that each place says another token and the text does not loop
  const positions = weight(building, "model.decoder.embed_positions.weight", places, { deviation: 4 });
  const here = graph.node("Slice", [positions, start, end, graph.integers([0])]);
  const { name, dims, ...filling } = embedding(size);
  const vectors = weight(building, name, dims, filling);
  return graph.node("Add", [graph.node("Gather", [vectors, ids]), here]);
}

/** The token vectors, by which the logits are made too. */
function embedding({ vocabulary, width, zeroFrom }: WhisperSize): Matrix {
  return { name: "model.decoder.embed_tokens.weight", dims: [vocabulary, width], deviation: 0.05, zeroFrom };
}

/** Its gain makes logits with a deviation of 30, so that one token is far likelier than all others, as with real speech. */
function lastNorm(building: Building, x: string): string {
  const gain = 30 / (0.05 * Math.sqrt(building.size.width));
  return layerNorm(building, "model.decoder.layer_norm", x, gain);
}

function textMemory(building: Building, layer: number, x: string, past: boolean): Memory {
  const name = `model.decoder.layers.${layer}.self_attn`;
  const present = memoryName("present", layer, "decoder");
  if (!past) return remember(building, name, x, present);
  const before = memoryName("past_key_values", layer, "decoder");
  const added = remember(building, name, x);
  const grow = (part: keyof Memory) =>
    building.graph.node("Concat", [before[part], added[part]], { axis: 2 }, present[part]);
  return { key: grow("key"), value: grow("value") };
}

function audioMemory(building: Building, layer: number, past: boolean): Memory {
  if (past) return memoryName("past_key_values", layer, "encoder");
  const name = `model.decoder.layers.${layer}.encoder_attn`;
  return remember(building, name, "encoder_hidden_states", memoryName("present", layer, "encoder"));
}

function memoryName(prefix: "past_key_values" | "present", layer: number, side: Side): Memory {
  return { key: `${prefix}.${layer}.${side}.key`, value: `${prefix}.${layer}.${side}.value` };
}

function memoryNames(size: WhisperSize, prefix: "past_key_values" | "present", ...sides: Side[]): string[] {
  return Array.from({ length: size.layers }, (_, layer) =>
    sides.flatMap((side) => Object.values(memoryName(prefix, layer, side) as object) as string[]),
  ).flat();
}

function memoryInfos(size: WhisperSize, prefix: "past_key_values" | "present", ...only: Side[]) {
  const sides = only.length > 0 ? only : (["decoder", "encoder"] as const);
  return memoryNames(size, prefix, ...sides).map((name) => {
    const length = name.includes(".encoder.") ? "encoder_frames" : "past_length";
    return { name, type: "float" as const, dims: ["batch_size", size.heads, length, headWidth(size)] };
  });
}

function giveOutputs(
  graph: Graph,
  size: WhisperSize,
  { hasAudioMemory, hasWords }: { hasAudioMemory: boolean; hasWords: boolean },
): void {
  const logits = ["batch_size", "decoder_sequence_length", size.vocabulary];
  graph.output({ name: "logits", type: "float", dims: logits });
  const memory = hasAudioMemory ? memoryInfos(size, "present") : memoryInfos(size, "present", "decoder");
  for (const info of memory) graph.output(info);
  const weights = ["batch_size", size.heads, "decoder_sequence_length", "encoder_frames"];
  for (let layer = 0; hasWords && layer < size.layers; layer++) {
    graph.output({ name: `cross_attentions.${layer}`, type: "float", dims: weights });
  }
}

/** Source: huggingface/optimum, onnx/graph_transformations.py, merge_decoders: outputs that one branch lacks are constants. */
function emptyMemory(graph: Graph, size: WhisperSize, name: string): void {
  const dims = [0, size.heads, 1, headWidth(size)];
  const tensor = { name: `${name}_empty`, type: "float" as const, dims, values: new Uint8Array(0) };
  graph.node("Constant", [], { value: { tensor } }, name);
}
