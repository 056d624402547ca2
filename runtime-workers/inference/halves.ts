/// <reference lib="esnext.float16" />
import type { Tensor } from "./session.ts";

/**
 * The values of a tensor of floats, halves widened to single precision (a copy then, else the tensor's own data).
 * @throws {TypeError} for a tensor of something else.
 */
export function floatsOf({ type, data }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data;
  if (type === "float16") return Float32Array.from(asHalves(data));
  throw new TypeError(`A tensor of ${type} holds no floats.`);
}

/** The values rounded to half precision, as the bits that engines take. */
export function toHalves(values: Float32Array): Uint16Array {
  return new Uint16Array(Float16Array.from(values).buffer);
}

/** Engines give halves as Float16Array where the platform has it, else as bits. */
function asHalves(data: Tensor["data"]): Float16Array {
  return new Float16Array(data.buffer, data.byteOffset, data.length);
}
