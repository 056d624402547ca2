import { elementTypes } from "#runtime-workers/testing/onnx/encode-model.ts";
import type { Graph } from "../onnx/graph.ts";
import type { Filling, Weights } from "../onnx/weights.ts";
import { headWidth, type WhisperSize } from "./sizes.ts";

/** Where layers are put: the graph, the weights that all graphs share, the model's sizes. */
export interface Building {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly size: WhisperSize;
}

/** A weight in the graph, by its name in the Hugging Face checkpoint. */
export function weight(
  { graph, weights }: Building,
  name: string,
  dims: readonly number[],
  filling: Filling,
): string {
  return graph.constant(weights.get(name, dims, filling));
}

/** x [batch, tokens, from] -> [batch, tokens, to]. Weights keep the variance of what goes through. */
export function linear(
  building: Building,
  name: string,
  x: string,
  { from, to, hasBias = true }: { from: number; to: number; hasBias?: boolean },
): string {
  const product = multiply(building, x, {
    name: `${name}.weight`,
    dims: [from, to],
    deviation: 1 / Math.sqrt(from),
  });
  if (!hasBias) return product;
  const bias = weight(building, `${name}.bias`, [to], { deviation: 0.02 });
  return building.graph.node("Add", [bias, product]);
}

/** The right side of a product. */
export interface Matrix {
  readonly name: string;
  readonly dims: readonly [number, number];
  readonly deviation: number;
  /** Rows from here on are 0. */
  readonly zeroFrom?: number;
  /** Whether it lies in the file turned. */
  readonly isTurned?: boolean;
}

/**
 * x times a matrix: in floats, or as quantize_dynamic of ONNX Runtime writes it with weights in bytes, one scale a tensor.
 * Source: onnxruntime, python/tools/quantization/operators/matmul.py.
 */
export function multiply(
  building: Building,
  x: string,
  { name, dims, isTurned = false, ...filling }: Matrix,
  output?: string,
): string {
  const { graph, weights, size } = building;
  const turned = (matrix: string) =>
    isTurned ? graph.node("Transpose", [matrix], { perm: [1, 0] }) : matrix;
  if (!size.isInt8)
    return graph.node("MatMul", [x, turned(weight(building, name, dims, filling))], {}, output);
  const { tensor, scale } = weights.getBytes(name, dims, filling);
  const bytes = ["bytes", "scale", "zero"];
  const [quantised = "", ownScale = "", zero = ""] = graph.sharedNode("DynamicQuantizeLinear", [x], bytes);
  const matrix = turned(graph.constant(tensor));
  const product = graph.node("MatMulInteger", [quantised, matrix, zero, graph.byte(0)]);
  const floats = graph.node("Cast", [product], { to: elementTypes.float });
  return graph.node("Mul", [floats, graph.node("Mul", [ownScale, graph.scalar(scale)])], {}, output);
}

/** Normalises the last axis. @param gain the same for all of it */
export function layerNorm(building: Building, name: string, x: string, gain = 1): string {
  const { graph, size } = building;
  const scale = weight(building, `${name}.weight`, [size.width], { value: gain });
  const bias = weight(building, `${name}.bias`, [size.width], { value: 0 });
  return graph.node("LayerNormalization", [x, scale, bias], { axis: 2, epsilon: { float: 1e-5 } });
}

/** x/2 (1 + erf(x / sqrt 2)), in the operators that exporters write and runtimes fuse. */
export function gelu({ graph }: Building, x: string): string {
  const erf = graph.node("Erf", [graph.node("Div", [x, graph.scalar(Math.SQRT2)])]);
  const product = graph.node("Mul", [x, graph.node("Add", [erf, graph.scalar(1)])]);
  return graph.node("Mul", [product, graph.scalar(0.5)]);
}

/** Two linear layers, four times as wide between them. */
export function feedForward(building: Building, name: string, x: string): string {
  const { width } = building.size;
  const wide = linear(building, `${name}.fc1`, x, { from: width, to: 4 * width });
  return linear(building, `${name}.fc2`, gelu(building, wide), { from: 4 * width, to: width });
}

/** One of an attention's inputs: q_proj, k_proj (which has no bias) or v_proj. */
export function project(building: Building, name: string, x: string): string {
  const { width } = building.size;
  return linear(building, name, x, { from: width, to: width, hasBias: !name.endsWith("k_proj") });
}

/** [batch, tokens, width] -> [batch, heads, tokens, head width]. @param order another order of those axes */
export function splitHeads(
  { graph, size }: Building,
  x: string,
  order: readonly number[] = [0, 2, 1, 3],
  output?: string,
): string {
  // Reshape keeps a size of 0 as it is
  const shape = graph.integers([0, 0, size.heads, headWidth(size)]);
  return graph.node("Transpose", [graph.node("Reshape", [x, shape])], { perm: order }, output);
}

/** [batch, heads, tokens, head width] -> [batch, tokens, width]. */
export function joinHeads({ graph, size }: Building, x: string): string {
  const turned = graph.node("Transpose", [x], { perm: [0, 2, 1, 3] });
  return graph.node("Reshape", [turned, graph.integers([0, 0, size.width])]);
}

/** The first rows of a causal mask [tokens, tokens]: minus infinity where a token would look ahead. */
export function causalMask(building: Building, tokens: string): string {
  const { graph, size } = building;
  const length = size.textPositions;
  const values = new Float32Array(length * length);
  for (let row = 0; row < length; row++)
    values.fill(Number.NEGATIVE_INFINITY, row * length + row + 1, (row + 1) * length);
  const whole = weight(building, "causal_mask", [length, length], { values });
  const ends = graph.node("Concat", [tokens, tokens], { axis: 0 });
  return graph.node("Slice", [whole, graph.integers([0, 0]), ends, graph.integers([0, 1])]);
}

/** One size of a tensor, as a list of one. */
export function sizeOf({ graph }: Building, tensor: string, axis: number): string {
  return graph.node("Gather", [graph.node("Shape", [tensor]), graph.integers([axis])], { axis: 0 });
}
