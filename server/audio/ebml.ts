import { FlowError } from "#engine/errors.ts";

/** The head of an EBML element. */
export interface ElementHeader {
  /** With its marker bits, as specifications write it. */
  readonly id: number;
  /** Of its content; infinity when its writer did not know. */
  readonly sizeBytes: number;
  /** Where its content begins. */
  readonly contentAt: number;
}

const maxIdBytes = 4;

/**
 * Reads the head of an EBML element (RFC 8794 section 5 and 6); undefined when it is not there whole.
 * @throws {FlowError} `audio.undecodable` when it can be no head
 */
export function readElementHeader(bytes: Uint8Array, at: number): ElementHeader | undefined {
  const id = readNumber(bytes, at, true);
  if (id === undefined) return undefined;
  if (id.endAt - at > maxIdBytes) throw undecodable("it holds no EBML element where one should be");
  const size = readNumber(bytes, id.endAt);
  if (size === undefined) return undefined;
  const isUnknown = size.value === 2 ** (7 * (size.endAt - id.endAt)) - 1; // all ones
  const sizeBytes = isUnknown ? Number.POSITIVE_INFINITY : size.value;
  return { id: id.value, sizeBytes, contentAt: size.endAt };
}

/**
 * Reads a number of variable length: the count of zero bits in front tells how many bytes follow the first
 * (RFC 8794 section 4); undefined when it is not there whole.
 * @param withMarker leaves in the one behind those zeros, as ids have it
 * @throws {FlowError} `audio.undecodable` when it claims more than 8 bytes
 */
export function readNumber(
  bytes: Uint8Array,
  at: number,
  withMarker = false,
): { readonly value: number; readonly endAt: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  const length = Math.clz32(first) - 23;
  if (length > 8) throw undecodable("it holds no EBML number where one should be");
  const endAt = at + length;
  if (bytes.length < endAt) return undefined;
  let value = withMarker ? first : first & (0xff >> length);
  for (let next = at + 1; next < endAt; next++) value = value * 256 + (bytes[next] as number);
  return { value, endAt };
}

/** An error that says what is wrong with a WebM stream. */
export function undecodable(what: string, cause?: unknown): FlowError {
  return new FlowError("audio.undecodable", { message: `The WebM audio cannot be read: ${what}.`, cause });
}
