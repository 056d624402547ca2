import { encode, varint } from "./onnx.ts";

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
  readonly nodes: (left: string, weight: Weight, output: string, isNew: boolean) => readonly Uint8Array[];
  readonly constants: (weight: Weight) => readonly Uint8Array[];
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
      ...(isNew ? [toNode("DynamicQuantizeLinear", [left], [quantised, scale, zero])] : []),
      toNode("MatMulInteger", integers, [product]),
      toNode("Cast", [product], [`${product}_cast_output`], { to: types.float }),
      toNode("Mul", [scale, `${name}_scale`], [scales]),
      toNode("Mul", [`${product}_cast_output`, scales], [output]),
    ];
  },
  constants({ name, rows, columns, values }) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
    const bytes = Int8Array.from(values, (value) => Math.round(value / scale));
    return [
      toTensor(`${name}_quantized`, "int8", [rows, columns], bytes),
      toTensor(`${name}_scale`, "float", [], Float32Array.of(scale)),
      toTensor(`${name}_zero_point`, "int8", [], Int8Array.of(0)),
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
    return [toNode("MatMulNBits", [left, `${name}_Q4`, `${name}_scales`], [output], attributes, microsoft)];
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
      toTensor(`${name}_Q4`, "uint8", [columns, blocks, block / 2], packed),
      toTensor(`${name}_scales`, "float", [columns, blocks], scales),
    ];
  },
};

/** TensorProto.DataType. */
const types = { float: 1, uint8: 2, int8: 3 };

/** NodeProto: input 1, output 2, op_type 4, attribute 5 {name 1, i 3, type 20 = INT}, domain 7. */
function toNode(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, number>> = {},
  domain = "",
): Uint8Array {
  const attribute = ([name, value]: [string, number]) =>
    encode(5, Buffer.concat([string(1, name), integer(3, value), integer(20, 2)]));
  return Buffer.concat([
    ...inputs.map((input) => string(1, input)),
    ...outputs.map((output) => string(2, output)),
    string(4, operator),
    ...Object.entries(attributes).map(attribute),
    ...(domain === "" ? [] : [string(7, domain)]),
  ]);
}

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
function toTensor(
  name: string,
  type: keyof typeof types,
  dims: readonly number[],
  { buffer }: Float32Array | Uint8Array | Int8Array,
): Uint8Array {
  const sizes = dims.map((size) => integer(1, size));
  return Buffer.concat([
    ...sizes,
    integer(2, types[type]),
    string(8, name),
    encode(9, new Uint8Array(buffer)),
  ]);
}

const string = (field: number, value: string) => encode(field, Buffer.from(value));

/** An integer field of a protocol buffer. */
export const integer = (field: number, value: number) => Buffer.concat([varint(field * 8), varint(value)]);
