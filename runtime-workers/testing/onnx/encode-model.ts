import { encode, integer, join, string, varint } from "./protobuf.ts";

/** Element types of ONNX tensors. Source: onnx.proto, TensorProto.DataType. */
export const elementTypes = { float: 1, uint8: 2, int8: 3, int64: 7, bool: 9, float16: 10 } as const;
export type ElementType = keyof typeof elementTypes;

/** Where a weight's bytes lie in the file beside the model. */
export interface Placement {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** A constant tensor: its bytes, or where they lie. */
export interface TensorData {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly values: Uint8Array | Placement;
}

/** An input or output: each axis has a size or the name of one that is open. */
export interface ValueInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

/** What a node's attribute may be here: an integer from 0 on, a list of them, a float, a tensor, a subgraph. */
export type Attribute =
  | number
  | readonly number[]
  | { readonly float: number }
  | { readonly tensor: TensorData }
  | { readonly graph: GraphData };

/** An operator at work. */
export interface NodeData {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Of the operators that ONNX does not have. */
  readonly domain?: string;
}

/** Nodes with the constants that they read. A branch of an If has no inputs. */
export interface GraphData {
  readonly name: string;
  readonly nodes: readonly NodeData[];
  readonly constants: readonly TensorData[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

/** Operator set that has LayerNormalization and the oldest format that knows it; every runtime at hand reads both. */
const operatorSet = 17;
const formatVersion = 8;

/**
 * The bytes of an ONNX model. Source: onnx.proto, ModelProto (ir_version 1, producer_name 2, graph 7, opset_import 8,
 * metadata_props 14).
 */
export function encodeModel(graph: GraphData, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const properties = Object.entries(metadata).map(([key, value]) => encode(14, pair(key, value)));
  const operators = encode(8, integer(2, operatorSet));
  return join([
    integer(1, formatVersion),
    string(2, "patchbay"),
    encode(7, toGraph(graph)),
    operators,
    ...properties,
  ]);
}

/** GraphProto: node 1, name 2, initializer 5, input 11, output 12. */
function toGraph({ name, nodes, constants, inputs, outputs }: GraphData): Uint8Array {
  return join([
    ...nodes.map((node) => encode(1, toNode(node))),
    string(2, name),
    ...constants.map((constant) => encode(5, toTensor(constant))),
    ...inputs.map((input) => encode(11, toValueInfo(input))),
    ...outputs.map((output) => encode(12, toValueInfo(output))),
  ]);
}

/** NodeProto: input 1, output 2, op_type 4, attribute 5, domain 7. */
export function toNode({ operator, inputs, outputs, attributes = {}, domain }: NodeData): Uint8Array {
  return join([
    ...inputs.map((input) => string(1, input)),
    ...outputs.map((output) => string(2, output)),
    string(4, operator),
    ...Object.entries(attributes).map(([name, value]) => encode(5, toAttribute(name, value))),
    ...(domain === undefined ? [] : [string(7, domain)]),
  ]);
}

/** AttributeProto: name 1, f 2, i 3, t 5, g 6, ints 8, type 20 (FLOAT 1, INT 2, TENSOR 4, GRAPH 5, INTS 7). */
function toAttribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === "number") return join([string(1, name), integer(3, value), integer(20, 2)]);
  if ("graph" in value) return join([string(1, name), encode(6, toGraph(value.graph)), integer(20, 5)]);
  if ("tensor" in value) return join([string(1, name), encode(5, toTensor(value.tensor)), integer(20, 4)]);
  if ("float" in value) {
    const bits = new Uint8Array(Float32Array.of(value.float).buffer);
    return join([string(1, name), varint(2 * 8 + 5), bits, integer(20, 1)]);
  }
  return join([string(1, name), ...value.map((item) => integer(8, item)), integer(20, 7)]);
}

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9, external_data 13, data_location 14 (EXTERNAL 1). */
export function toTensor({ name, type, dims, values }: TensorData): Uint8Array {
  const head = [...dims.map((size) => integer(1, size)), integer(2, elementTypes[type]), string(8, name)];
  if (values instanceof Uint8Array) return join([...head, encode(9, values)]);
  const { file, offset, length } = values;
  const place = { location: file, offset: String(offset), length: String(length) };
  const entries = Object.entries(place).map(([key, value]) => encode(13, pair(key, value)));
  return join([...head, ...entries, integer(14, 1)]);
}

/** ValueInfoProto: name 1, type 2 {tensor_type 1 {elem_type 1, shape 2 {dim 1 {dim_value 1, dim_param 2}}}}. */
function toValueInfo({ name, type, dims }: ValueInfo): Uint8Array {
  const sizes = dims.map((size) => encode(1, typeof size === "number" ? integer(1, size) : string(2, size)));
  const tensor = join([integer(1, elementTypes[type]), encode(2, join(sizes))]);
  return join([string(1, name), encode(2, encode(1, tensor))]);
}

/** StringStringEntryProto: key 1, value 2. */
const pair = (key: string, value: string) => join([string(1, key), string(2, value)]);
