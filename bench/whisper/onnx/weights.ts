import { closeSync, openSync, writeSync } from "node:fs";
import { basename } from "node:path";
import { seededRandom } from "#runtime-workers/inference/seq2seq/sampling.ts";
import type { Placement, TensorData } from "#runtime-workers/testing/onnx/encode-model.ts";

/** Even random numbers with a mean of 0; rows of the first axis from `zeroFrom` on are 0. */
export interface RandomFilling {
  readonly deviation: number;
  readonly zeroFrom?: number;
}

/** How a weight is filled. */
export type Filling =
  | RandomFilling
  /** The same number everywhere. */
  | { readonly value: number }
  /** These. */
  | { readonly values: Float32Array };

/** So that a runtime can map them into memory. */
const alignmentBytes = 4096;
const blockValues = 1 << 20;

/**
 * The weights of a model in one file, which all its graphs share. A name stands for the same weight in all of them, and its
 * values depend on nothing else, so that graphs of different layouts compute the same.
 */
export class Weights {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #known = new Map<string, TensorData>();
  #end = 0;

  /** @param path of the file, which is made anew */
  constructor(path: string) {
    this.#file = basename(path);
    this.#descriptor = openSync(path, "w");
  }

  /** The weight of this name, written at its first use. */
  get(name: string, dims: readonly number[], filling: Filling): TensorData {
    const known = this.#known.get(name) ?? this.#write(name, dims, filling);
    this.#known.set(name, known);
    return known;
  }

  /** The same weight in bytes from -127 to 127, and what a byte stands for. */
  getBytes(
    name: string,
    dims: readonly number[],
    filling: RandomFilling,
  ): { tensor: TensorData; scale: number } {
    const key = `${name}_quantized`;
    const scale = greatest(filling) / 127;
    const tensor = this.#known.get(key) ?? this.#writeBytes(key, name, dims, { filling, scale });
    this.#known.set(key, tensor);
    return { tensor, scale };
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #write(name: string, dims: readonly number[], filling: Filling): TensorData {
    const values = this.#append(name, dims, filling, (part) => part);
    return { name, type: "float", dims, values };
  }

  #writeBytes(
    key: string,
    name: string,
    dims: readonly number[],
    { filling, scale }: { filling: Filling; scale: number },
  ): TensorData {
    const toBytes = (part: Float32Array) => Int8Array.from(part, (value) => Math.round(value / scale));
    return { name: key, type: "int8", dims, values: this.#append(name, dims, filling, toBytes) };
  }

  /** Writes block by block. @param store a block's values as they are to lie in the file */
  #append(
    name: string,
    dims: readonly number[],
    filling: Filling,
    store: (part: Float32Array) => Float32Array | Int8Array,
  ): Placement {
    const count = dims.reduce((product, size) => product * size, 1);
    const offset = this.#end;
    const fill = filler(name, count / (dims[0] ?? 1), filling);
    const block = new Float32Array(Math.min(count, blockValues));
    let end = offset;
    for (let start = 0; start < count; start += block.length) {
      const part = block.subarray(0, Math.min(block.length, count - start));
      fill(part, start);
      const stored = store(part);
      end += writeSync(this.#descriptor, stored, 0, stored.byteLength, end);
    }
    this.#end = Math.ceil(end / alignmentBytes) * alignmentBytes;
    return { file: this.#file, offset, length: end - offset };
  }
}

/** Fills blocks one after the other. @param rowValues values of one row of the first axis */
function filler(
  name: string,
  rowValues: number,
  filling: Filling,
): (part: Float32Array, start: number) => void {
  if ("value" in filling) return (part) => part.fill(filling.value);
  if ("values" in filling)
    return (part, start) => part.set(filling.values.subarray(start, start + part.length));
  const random = seededRandom(hash(name));
  const scale = greatest(filling);
  const zeroFrom = (filling.zeroFrom ?? Number.POSITIVE_INFINITY) * rowValues;
  return (part, start) => {
    for (let at = 0; at < part.length; at++)
      part[at] = start + at < zeroFrom ? (2 * random() - 1) * scale : 0;
  };
}

/** Even numbers from -1 to 1 have a deviation of 1 / sqrt(3). */
function greatest({ deviation }: RandomFilling): number {
  return deviation * Math.sqrt(3);
}

/** Of a name, never 0. Source: Fowler, Noll, Vo: FNV-1a, 32 bits. */
function hash(name: string): number {
  let sum = 0x811c9dc5;
  for (const byte of Buffer.from(name)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0 || 1;
}
