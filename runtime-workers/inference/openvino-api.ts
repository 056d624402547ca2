import type { Tensor } from "./session.ts";

/**
 * What is used of openvino-node 2026.4.0, as its types/addon.d.ts has it. The package is an optional dependency, so its own
 * types are not always here.
 */
export interface OpenVino {
  readonly Core: new () => Core;
  readonly Tensor: new (type: string, shape: number[], data: Tensor["data"]) => NativeTensor;
  readonly preprocess: { readonly PrePostProcessor: new (model: Model) => PrePostProcessor };
}

/** Reads and compiles models. */
export interface Core {
  readModel(path: string): Promise<Model>;
  compileModel(model: Model, device: string, config: Record<string, string>): Promise<Compiled>;
}

/** A model that was read. */
export interface Model {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  isDynamic(): boolean;
  reshape(shapes: Map<string, string>): Model;
}

/** An input or output. */
export interface Port {
  readonly anyName: string;
  /** A number where the size is fixed, else the least and the greatest one. */
  getPartialShape(): { getDimensions(): (number | [number, number])[] };
}

/** Changes what a model takes, in place. */
export interface PrePostProcessor {
  input(name: string): { tensor(): { setElementType(type: string): unknown } };
  build(): unknown;
}

/** A model that was compiled for a device. */
export interface Compiled {
  createInferRequest(): InferRequest;
}

/** Runs it, one run at a time. */
export interface InferRequest {
  infer(feeds: Record<string, NativeTensor>): Record<string, NativeTensor>;
}

/** A tensor over memory of either side. */
export interface NativeTensor {
  /** A copy of the tensor's memory. */
  readonly data: Tensor["data"];
  getShape(): number[];
}
