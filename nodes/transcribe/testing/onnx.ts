/**
 * Rewrites an ONNX model so that its floats go in and out as halves: a Cast behind each input and in front of each
 * output. That is how half-precision exports look from outside. Only for graphs without subgraphs.
 * Source: onnx.proto (ModelProto.graph 7; GraphProto.node 1, input 11, output 12; NodeProto.input 1, output 2).
 */
export function withHalfPorts(model: Uint8Array): Uint8Array {
  return rebuild(model, (field, bytes) => (field === 7 ? [[7, halfGraph(bytes)]] : [[field, bytes]]));
}

type Field = readonly [number, Uint8Array];
type Change = (field: number, bytes: Uint8Array) => readonly Field[];

const inner = "__float32";
const float = 1;
const half = 10;

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

/** NodeProto: input 1, output 2, op_type 4, attribute 5 {name 1, i 3, type 20 = INT}. */
function castNode(from: string, to: string, type: number): Uint8Array {
  const attribute = Buffer.concat([encode(1, Buffer.from("to")), Buffer.from([0x18, type, 0xa0, 0x01, 2])]);
  const fields: readonly Field[] = [
    [1, Buffer.from(from)],
    [2, Buffer.from(to)],
    [4, Buffer.from("Cast")],
    [5, attribute],
  ];
  return Buffer.concat(fields.map(([field, bytes]) => encode(field, bytes)));
}

/** ValueInfoProto: name 1, type 2 {tensor_type 1 {elem_type 1 (varint, first), shape 2}}. */
const tensorType = (info: Uint8Array) => at(at(info, 2), 1);
const isFloat = (info: Uint8Array) => tensorType(info)[0] === 8 && tensorType(info)[1] === float;
const nameOf = (info: Uint8Array) => text(at(info, 1));
/** A string of a message. */
export const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

function asHalf(info: Uint8Array): Uint8Array {
  const within = (field: number, change: (bytes: Uint8Array) => Uint8Array) => (bytes: Uint8Array) =>
    rebuild(bytes, (found, part) => [[found, found === field ? change(part) : part]]);
  const setType = (type: Uint8Array) => Buffer.concat([Buffer.from([8, half]), type.subarray(2)]);
  return within(2, within(1, setType))(info);
}

/** The length-delimited field of a message (the last, where it is repeated); empty if there is none. */
export function at(message: Uint8Array, wanted: number): Uint8Array {
  let found = new Uint8Array(0) as Uint8Array;
  rebuild(message, (field, bytes) => {
    if (field === wanted) found = bytes;
    return [];
  });
  return found;
}

/** A message with its length-delimited fields changed and all others as they are. */
export function rebuild(message: Uint8Array, change: Change): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { field, bytes, raw } of fieldsOf(message)) {
    if (bytes === undefined) parts.push(raw);
    else for (const [changed, value] of change(field, bytes)) parts.push(encode(changed, value));
  }
  return Buffer.concat(parts);
}

/** A field of a message: its bytes if it is length-delimited, its integer if it is one, and all of it as it stands. */
interface WireField {
  readonly field: number;
  readonly bytes?: Uint8Array;
  readonly integer?: number;
  readonly raw: Uint8Array;
}

/** The fields of a message in their order. Source: protobuf.dev, Encoding (wire types 0 varint, 1 64 bits, 2, 5 32). */
export function* fieldsOf(message: Uint8Array): Generator<WireField> {
  for (let offset = 0; offset < message.length; ) {
    const start = offset;
    const [tag, afterTag] = readVarint(message, offset);
    const [value, afterValue] = readVarint(message, afterTag);
    const [field, type] = [tag >>> 3, tag & 7];
    if (type === 2) offset = afterValue + value;
    else offset = type === 0 ? afterValue : afterTag + (type === 1 ? 8 : 4);
    const raw = message.subarray(start, offset);
    if (type === 2) yield { field, bytes: message.subarray(afterValue, offset), raw };
    else yield type === 0 ? { field, integer: value, raw } : { field, raw };
  }
}

/** A length-delimited field of a protocol buffer: a string, bytes or a message within. */
export function encode(field: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

/** Values up to 2^53: negative numbers, which take ten bytes, come out wrong but keep their length. */
function readVarint(bytes: Uint8Array, offset: number): [number, number] {
  let value = 0;
  let factor = 1;
  let next = offset;
  while (next < bytes.length) {
    const byte = bytes[next++] as number;
    value += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) break;
  }
  return [value, next];
}

/** An integer from 0 to 2^53 in the bytes of a protocol buffer. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}
