import { type ElementType, elementTypes, type NodeData, type TensorData } from "./encode-model.ts";

/** A constant right side of a MatMul, by rows: `rows` are the inputs (K), `columns` the outputs (N). */
export interface Weight {
  readonly name: string;
  /** The initializer that holds it: itself, or the halves in front of a Cast. */
  readonly stored: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** A way to quantise: what stands in place of a MatMul, and the constants that it reads. */
export interface Scheme {
  readonly fits: (weight: Weight) => boolean;
  /** @param isNew whether no MatMul of this graph had the same left side yet */
  readonly nodes: (left: string, weight: Weight, output: string, isNew: boolean) => readonly NodeData[];
  readonly constants: (weight: Weight) => readonly TensorData[];
}

/** Domain of the operators that ONNX Runtime adds. */
export const microsoft = "com.microsoft";
const block = 32;

/**
 * Eight bits: activations at run time, weights one scale a tensor, from -127 to 127. Source: onnxruntime,
 * python/tools/quantization/operators/matmul.py (MatMulInteger) and quant_utils.py (compute_scale_zp, symmetric), with
 * the options of transformers.js, scripts/quantize.py, mode int8 (QInt8, not by channel, range not reduced); onnx,
 * Operators.md (DynamicQuantizeLinear, MatMulInteger).
 */
export const int8: Scheme = {
  fits: () => true,
  nodes(left, { name }, output, isNew) {
    const [quantised, scale, zero] = [`${left}_quantized`, `${left}_scale`, `${left}_zero_point`] as const;
    const [product, scales] = [`${output}_output_quantized`, `${output}_quant_scales_mul`] as const;
    const integers = [quantised, `${name}_quantized`, zero, `${name}_zero_point`];
    return [
      ...(isNew ? [node("DynamicQuantizeLinear", [left], [quantised, scale, zero])] : []),
      node("MatMulInteger", integers, [product]),
      node("Cast", [product], [`${product}_cast_output`], { attributes: { to: elementTypes.float } }),
      node("Mul", [scale, `${name}_scale`], [scales]),
      node("Mul", [`${product}_cast_output`, scales], [output]),
    ];
  },
  constants({ name, rows, columns, values }) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
    const bytes = Int8Array.from(values, (value) => Math.round(value / scale));
    return [
      constant(`${name}_quantized`, "int8", [rows, columns], bytes),
      constant(`${name}_scale`, "float", [], Float32Array.of(scale)),
      constant(`${name}_zero_point`, "int8", [], Int8Array.of(0)),
    ];
  },
};

/**
 * Four bits: each 32 inputs of an output have a scale, zero is 8, even inputs lie in the low nibbles. Source: onnxruntime,
 * docs/ContribOperators.md (com.microsoft.MatMulNBits), python/tools/quantization/matmul_4bits_quantizer.py with the
 * options of transformers.js, scripts/quantize.py, mode q4 (block_size 32, symmetric, no accuracy_level), and
 * core/mlas/lib/q4_dq.cpp (range2scale: the value farthest from zero becomes -8).
 */
export const q4: Scheme = {
  fits: ({ rows }) => rows % block === 0,
  nodes(left, { name, rows, columns }, output) {
    const attributes = { K: rows, N: columns, bits: 4, block_size: block };
    return [
      node("MatMulNBits", [left, `${name}_Q4`, `${name}_scales`], [output], {
        attributes,
        domain: microsoft,
      }),
    ];
  },
  constants({ name, rows, columns, values }) {
    const blocks = rows / block;
    const packed = new Uint8Array((columns * rows) / 2);
    const scales = new Float32Array(columns * blocks);
    for (const at of scales.keys()) {
      const [column, first] = [Math.floor(at / blocks), (at % blocks) * block];
      const value = (row: number) => values[(first + row) * columns + column] as number;
      let farthest = 0;
      for (let row = 0; row < block; row++) {
        if (Math.abs(value(row)) > Math.abs(farthest)) farthest = value(row);
      }
      const scale = farthest / -8;
      const code = (row: number) => Math.min(15, Math.max(0, Math.round(value(row) / (scale || 1) + 8)));
      scales[at] = scale;
      for (let row = 0; row < block; row += 2) {
        packed[(at * block + row) / 2] = code(row) + 16 * code(row + 1);
      }
    }
    return [
      constant(`${name}_Q4`, "uint8", [columns, blocks, block / 2], packed),
      constant(`${name}_scales`, "float", [columns, blocks], scales),
    ];
  },
};

function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  more: Pick<NodeData, "attributes" | "domain"> = {},
): NodeData {
  return { operator, inputs, outputs, ...more };
}

function constant(
  name: string,
  type: ElementType,
  dims: readonly number[],
  { buffer }: Float32Array | Uint8Array | Int8Array,
): TensorData {
  return { name, type, dims, values: new Uint8Array(buffer) };
}
