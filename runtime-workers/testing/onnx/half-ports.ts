import { elementTypes, toNode } from "./encode-model.ts";
import { at, type Change, encode, rebuild, text } from "./protobuf.ts";

/**
 * Rewrites an ONNX model so that its floats go in and out as halves: a Cast behind each input and in front of each
 * output. That is how half-precision exports look from outside. Only for graphs without subgraphs.
 * Source: onnx.proto (ModelProto.graph 7; GraphProto.node 1, input 11, output 12; NodeProto.input 1, output 2).
 */
export function withHalfPorts(model: Uint8Array): Uint8Array {
  return rebuild(model, (field, bytes) => (field === 7 ? [[7, halfGraph(bytes)]] : [[field, bytes]]));
}

const inner = "__float32";
const { float, float16: half } = elementTypes;

function halfGraph(graph: Uint8Array): Uint8Array {
  const names = new Set<string>();
  const casts: Record<"in" | "out", Uint8Array[]> = { in: [], out: [] };
  rebuild(graph, (field, bytes) => {
    if ((field !== 11 && field !== 12) || !isFloat(bytes)) return [];
    const name = nameOf(bytes);
    names.add(name);
    if (field === 11) casts.in.push(castNode(name, name + inner, float));
    else casts.out.push(castNode(name + inner, name, half));
    return [];
  });
  const rename: Change = (field, bytes) => {
    const isPort = (field === 1 || field === 2) && names.has(text(bytes));
    return [[field, isPort ? Buffer.from(text(bytes) + inner) : bytes]];
  };
  const changed = rebuild(graph, (field, bytes) => {
    if (field === 1) return [[1, rebuild(bytes, rename)]];
    const isPort = (field === 11 || field === 12) && isFloat(bytes);
    return [[field, isPort ? asHalf(bytes) : bytes]];
  });
  const nodes = (list: readonly Uint8Array[]) => Buffer.concat(list.map((node) => encode(1, node)));
  return Buffer.concat([nodes(casts.in), changed, nodes(casts.out)]);
}

function castNode(from: string, to: string, type: number): Uint8Array {
  return toNode({ operator: "Cast", inputs: [from], outputs: [to], attributes: { to: type } });
}

/** ValueInfoProto: name 1, type 2 {tensor_type 1 {elem_type 1 (varint, first), shape 2}}. */
const tensorType = (info: Uint8Array) => at(at(info, 2), 1);
const isFloat = (info: Uint8Array) => tensorType(info)[0] === 8 && tensorType(info)[1] === float;
const nameOf = (info: Uint8Array) => text(at(info, 1));

function asHalf(info: Uint8Array): Uint8Array {
  const within = (field: number, change: (bytes: Uint8Array) => Uint8Array) => (bytes: Uint8Array) =>
    rebuild(bytes, (found, part) => [[found, found === field ? change(part) : part]]);
  const setType = (type: Uint8Array) => Buffer.concat([Buffer.from([8, half]), type.subarray(2)]);
  return within(2, within(1, setType))(info);
}
