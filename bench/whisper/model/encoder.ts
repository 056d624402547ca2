import { Graph } from "../onnx/graph.ts";
import type { Weights } from "../onnx/weights.ts";
import { attend, remember } from "./attention.ts";
import { type Building, feedForward, gelu, layerNorm, weight } from "./layers.ts";
import type { WhisperSize } from "./sizes.ts";

/** The encoder in the Hugging Face layout: input_features [batch, bands, frames] -> last_hidden_state. */
export function encoderGraph(size: WhisperSize, weights: Weights): Graph {
  const graph = new Graph("encoder");
  const building = { graph, weights, size };
  const dims = ["batch_size", size.melBands, "feature_frames"];
  const features = graph.input({ name: "input_features", type: "float", dims });
  encode(building, features, "last_hidden_state");
  const hidden = ["batch_size", "encoder_frames", size.width];
  graph.output({ name: "last_hidden_state", type: "float", dims: hidden });
  return graph;
}

/**
 * Log-mel features [batch, bands, frames] -> [batch, frames / 2, width].
 * Source: huggingface/transformers, WhisperEncoder.
 */
export function encode(building: Building, features: string, output?: string): string {
  const { graph, size } = building;
  const narrow = gelu(building, convolve(building, "model.encoder.conv1", features, size.melBands, 1));
  const short = gelu(building, convolve(building, "model.encoder.conv2", narrow, size.width, 2));
  const frames = graph.node("Transpose", [short], { perm: [0, 2, 1] });
  const places = [size.audioPositions, size.width];
  const positions = weight(building, "model.encoder.embed_positions.weight", places, { deviation: 0.5 });
  let x = graph.node("Add", [frames, positions]);
  for (let layer = 0; layer < size.layers; layer++) {
    const name = `model.encoder.layers.${layer}`;
    const attention = `${name}.self_attn`;
    const normed = layerNorm(building, `${name}.self_attn_layer_norm`, x);
    const found = attend(building, attention, normed, remember(building, attention, normed));
    x = graph.node("Add", [x, found]);
    const further = feedForward(building, name, layerNorm(building, `${name}.final_layer_norm`, x));
    x = graph.node("Add", [x, further]);
  }
  const last = layerNorm(building, "model.encoder.layer_norm", x);
  return output === undefined ? last : graph.node("Identity", [last], {}, output);
}

function convolve(building: Building, name: string, x: string, from: number, stride: number): string {
  const { graph, size } = building;
  const kernel = 3;
  const dims = [size.width, from, kernel];
  const matrix = weight(building, `${name}.weight`, dims, { deviation: 1 / Math.sqrt(from * kernel) });
  const bias = weight(building, `${name}.bias`, [size.width], { deviation: 0.02 });
  return graph.node("Conv", [x, matrix, bias], { kernel_shape: [kernel], strides: [stride], pads: [1, 1] });
}
