type Field = readonly [number, Uint8Array];
/** What a length-delimited field becomes: any number of fields. */
export type Change = (field: number, bytes: Uint8Array) => readonly Field[];

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

/** An integer field of a protocol buffer. */
export function integer(field: number, value: number): Uint8Array {
  return join([varint(field * 8), varint(value)]);
}

/** A string field of a protocol buffer. */
export function string(field: number, value: string): Uint8Array {
  return encode(field, Buffer.from(value));
}

/** Fields as one message. */
export function join(fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

/** A string of a message. */
export const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
