import { Graph } from "../onnx/graph.ts";
import type { Weights } from "../onnx/weights.ts";
import { embed, giveLogits } from "./decoder.ts";
import { encode } from "./encoder.ts";
import {
  type Building,
  causalMask,
  feedForward,
  joinHeads,
  layerNorm,
  linear,
  project,
  sizeOf,
  splitHeads,
} from "./layers.ts";
import { headWidth, type WhisperSize } from "./sizes.ts";

/**
 * The same model in the layout that sherpa-onnx reads: the encoder gives keys and values of the cross-attention, [layers, 1,
 * frames, width] each; the decoder's memory has its full length from the start.
 * Source: k2-fsa/sherpa-onnx, scripts/whisper/export-onnx.py, by whose modules the operators are chosen. Later versions of it
 * multiply embedding and last vector the other way round, which takes twice as long here: the faster way is in the comparison.
 */
export function sherpaEncoderGraph(size: WhisperSize, weights: Weights): Graph {
  const graph = new Graph("sherpa_encoder");
  const building = { graph, weights, size };
  const mel = graph.input({
    name: "mel",
    type: "float",
    dims: ["n_audio", size.melBands, 2 * size.audioPositions],
  });
  const hidden = encode(building, mel);
  for (const [part, projection] of [
    ["k", "k_proj"],
    ["v", "v_proj"],
  ] as const) {
    const layers = Array.from({ length: size.layers }, (_, layer) => {
      const name = `model.decoder.layers.${layer}.encoder_attn.${projection}`;
      return graph.node("Unsqueeze", [project(building, name, hidden), graph.integers([0])]);
    });
    graph.node("Concat", layers, { axis: 0 }, `n_layer_cross_${part}`);
    const dims = [size.layers, "n_audio", size.audioPositions, size.width];
    graph.output({ name: `n_layer_cross_${part}`, type: "float", dims });
  }
  return graph;
}

/** tokens [1, n] behind `offset` others, and the memories -> logits and the memory of text with those tokens in it. */
export function sherpaDecoderGraph(size: WhisperSize, weights: Weights): Graph {
  const graph = new Graph("sherpa_decoder");
  const building = { graph, weights, size };
  graph.input({ name: "tokens", type: "int64", dims: ["n_audio", "n_tokens"] });
  const self = [size.layers, "n_audio", size.textPositions, size.width];
  const cross = [size.layers, "n_audio", size.audioPositions, size.width];
  for (const part of ["k", "v"])
    graph.input({ name: `in_n_layer_self_${part}_cache`, type: "float", dims: self });
  for (const part of ["k", "v"]) graph.input({ name: `n_layer_cross_${part}`, type: "float", dims: cross });
  graph.input({ name: "offset", type: "int64", dims: [1] });
  graph.output({ name: "logits", type: "float", dims: ["n_audio", "n_tokens", size.vocabulary] });
  for (const part of ["k", "v"])
    graph.output({ name: `out_n_layer_self_${part}_cache`, type: "float", dims: self });
  decode(building);
  return graph;
}

function decode(building: Building): void {
  const { graph, size } = building;
  const tokens = sizeOf(building, "tokens", 1);
  const end = graph.node("Add", ["offset", tokens]);
  const mask = causalMask(building, tokens);
  const added: Record<"k" | "v", string[]> = { k: [], v: [] };
  let x = embed(building, "tokens", "offset", end);
  for (let layer = 0; layer < size.layers; layer++) {
    const name = `model.decoder.layers.${layer}`;
    const normed = layerNorm(building, `${name}.self_attn_layer_norm`, x);
    const [key, value] = (["k", "v"] as const).map((part) => {
      const own = project(building, `${name}.self_attn.${part}_proj`, normed);
      added[part].push(own);
      const before = layerOf(building, `in_n_layer_self_${part}_cache`, layer);
      const past = graph.node("Slice", [before, graph.integers([0]), "offset", graph.integers([1])]);
      return graph.node("Concat", [past, own], { axis: 1 });
    }) as [string, string];
    x = graph.node("Add", [x, attend(building, `${name}.self_attn`, normed, { key, value, mask })]);
    const crossed = layerNorm(building, `${name}.encoder_attn_layer_norm`, x);
    const audio = {
      key: layerOf(building, "n_layer_cross_k", layer),
      value: layerOf(building, "n_layer_cross_v", layer),
    };
    x = graph.node("Add", [x, attend(building, `${name}.encoder_attn`, crossed, audio)]);
    const further = feedForward(building, name, layerNorm(building, `${name}.final_layer_norm`, x));
    x = graph.node("Add", [x, further]);
  }
  for (const part of ["k", "v"] as const) writeMemory(building, part, added[part], end);
  giveLogits(building, x);
}

/** Keys and values come unsplit, so that they are split and scaled at every step. Source: qkv_attention of openai/whisper. */
function attend(
  building: Building,
  name: string,
  x: string,
  { key, value, mask }: { key: string; value: string; mask?: string },
): string {
  const { graph, size } = building;
  const scale = graph.scalar(headWidth(size) ** -0.25);
  const query = graph.node("Mul", [splitHeads(building, project(building, `${name}.q_proj`, x)), scale]);
  const turned = graph.node("Mul", [splitHeads(building, key, [0, 2, 3, 1]), scale]);
  const scores = graph.node("MatMul", [query, turned]);
  const masked = mask === undefined ? scores : graph.node("Add", [scores, mask]);
  const weights = graph.node("Softmax", [masked], { axis: 3 });
  const found = joinHeads(building, graph.node("MatMul", [weights, splitHeads(building, value)]));
  return linear(building, `${name}.out_proj`, found, { from: size.width, to: size.width });
}

/** [layers, 1, length, width] -> [1, length, width]. */
function layerOf({ graph }: Building, memory: string, layer: number): string {
  return graph.node("Gather", [memory, graph.integers([layer], [])], { axis: 0 });
}

/** Writes the new tokens' rows into the memory, which is copied once a run. */
function writeMemory(building: Building, part: "k" | "v", added: readonly string[], end: string): void {
  const { graph, size } = building;
  const scalar = (list: string) => graph.node("Squeeze", [list, graph.integers([0])]);
  const range = graph.node("Range", [scalar("offset"), scalar(end), graph.integers([1], [])]);
  const places = graph.node("Unsqueeze", [range, graph.integers([1])]);
  const count = sizeOf(building, "tokens", 1);
  const shape = graph.node("Concat", [count, graph.integers([2])], { axis: 0 });
  let memory = `in_n_layer_self_${part}_cache`;
  for (const [layer, rows] of added.entries()) {
    const layers = graph.node("Expand", [graph.integers([layer, 0]), shape]);
    const indices = graph.node("Concat", [layers, places], { axis: 1 });
    const updates = graph.node("Squeeze", [rows, graph.integers([0])]);
    const isLast = layer === size.layers - 1;
    const output = isLast ? `out_n_layer_self_${part}_cache` : undefined;
    memory = graph.node("ScatterND", [memory, indices, updates], {}, output);
  }
}
