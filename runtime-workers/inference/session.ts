/** A tensor as plain data; the same shape for every engine. */
export interface Tensor {
  readonly type: "float32" | "float16" | "int64" | "int32" | "bool";
  /** Halves as bits; `floatsOf` in halves.ts reads them. */
  readonly data: Float32Array | Uint16Array | BigInt64Array | Int32Array | Uint8Array;
  readonly dims: readonly number[];
}

/** A loaded model. One run at a time. */
export interface InferenceSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Sizes of the inputs, with a number where the model has a fixed one. Absent where the engine does not tell. */
  readonly inputDims?: Readonly<Record<string, readonly (number | string)[]>>;
  /**
   * Runs the model. Blocks its thread while native code works, so it is only ever used in a worker.
   * @param feeds every input by name; floats may have another precision than the model's own
   * @param fetches outputs wanted; all of them when absent
   */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    fetches?: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>;
  /** Gives the native memory back. */
  release(): Promise<void>;
}

/** Float32 tensor over `data`, which is not copied. */
export function float32(data: Float32Array, dims: readonly number[]): Tensor {
  return { type: "float32", data, dims };
}

/** Int64 tensor of token ids or sizes. */
export function int64(values: readonly number[], dims: readonly number[]): Tensor {
  return { type: "int64", data: BigInt64Array.from(values, BigInt), dims };
}

/** Tensor of one boolean, such as the switch of a merged decoder. */
export function bool(value: boolean): Tensor {
  return { type: "bool", data: Uint8Array.of(Number(value)), dims: [1] };
}
