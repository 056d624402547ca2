import { createRequire } from "node:module";
import ort from "onnxruntime-node";
import type { OpenVino } from "./openvino-api.ts";

/**
 * Stands in for openvino-node where there is no NPU and no network for its native part. Names, shapes and what throws are
 * those of openvino-node 2026.4.0: types/addon.d.ts of the package, and src/bindings/js/node/src of openvinotoolkit/openvino for
 * what the types do not say (`get_output_tensors` copies, `set_tensor` compares types and sizes). It computes with ONNX Runtime.
 */
export interface FakeOpenVino extends OpenVino {
  /** Every model that was compiled, in order. */
  readonly compiled: readonly { device: string; config: Record<string, string>; shapes: string[] }[];
  /** From now on inference throws. */
  breakDown(): void;
}

type Data = Float32Array | Int32Array | BigInt64Array | Uint8Array;
type Dimension = number | [number, number];
interface NativeMetadata {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly number[];
}
/** ONNX Runtime's own binding, whose `run` is synchronous as OpenVINO's `infer` is. */
interface NativeSession {
  readonly inputMetadata: readonly NativeMetadata[];
  readonly outputMetadata: readonly NativeMetadata[];
  loadModel(path: string, options: object): void;
  run(feeds: object, fetches: object, options: object): Record<string, ort.Tensor>;
}
interface Binding {
  readonly binding: { readonly InferenceSession: new () => NativeSession };
  initOrt(): void;
}

/** onnx.proto's numbers of element types, in OpenVINO's words; `boolean` and `f16` have no tensor in its JavaScript. */
const elementNames: Readonly<Record<number, string>> = {
  1: "f32",
  6: "i32",
  7: "i64",
  9: "boolean",
  10: "f16",
};
const arrays = { f32: Float32Array, i32: Int32Array, i64: BigInt64Array, u8: Uint8Array } as const;
const ortTypes: Readonly<Record<string, "float32" | "int32" | "int64" | "bool">> = {
  f32: "float32",
  i32: "int32",
  i64: "int64",
  boolean: "bool",
};

class FakeTensor {
  readonly #type: string;
  readonly #shape: readonly number[];
  readonly #data: Data;

  constructor(type: string, shape: number[], data: Data) {
    if (!(type in arrays))
      throw new Error(`Invalid tensor argument. Cannot create ov::element::Type: ${type}`);
    if (!(data instanceof arrays[type as keyof typeof arrays])) {
      throw new Error("Invalid tensor argument. Unexpected typed array for the element type.");
    }
    const size = shape.reduce((product, each) => product * each, 1);
    if (data.length !== size) {
      throw new Error("Memory allocated using shape and element::type mismatch passed data's size");
    }
    this.#type = type;
    this.#shape = [...shape];
    this.#data = data;
  }
  get data(): Data {
    return this.#data.slice();
  }
  getShape(): number[] {
    return [...this.#shape];
  }
  get elementType(): string {
    return this.#type;
  }
}

class FakePort {
  readonly anyName: string;
  elementType: string;
  dimensions: Dimension[];

  constructor({ name, type, shape }: NativeMetadata) {
    this.anyName = name;
    this.elementType = elementNames[type] ?? "dynamic";
    this.dimensions = shape.map((size) => (size < 0 ? [0, -1] : size));
  }
  getPartialShape() {
    return { getDimensions: () => [...this.dimensions] };
  }
}

class FakeModel {
  readonly session: NativeSession;
  readonly inputs: FakePort[];
  readonly outputs: FakePort[];

  constructor(session: NativeSession) {
    this.session = session;
    this.inputs = session.inputMetadata.map((each) => new FakePort(each));
    this.outputs = session.outputMetadata.map((each) => new FakePort(each));
  }
  isDynamic(): boolean {
    return this.inputs.some(({ dimensions }) => dimensions.some(Array.isArray));
  }
  reshape(shapes: Map<string, string>): FakeModel {
    for (const [name, text] of shapes) {
      const port = this.inputs.find(({ anyName }) => anyName === name);
      if (port === undefined) throw new Error(`Input with name ${name} was not found`);
      const sizes = JSON.parse(text) as number[];
      const fits =
        sizes.length === port.dimensions.length &&
        sizes.every((size, at) => fitsIn(size, port.dimensions[at]));
      if (!fits) throw new Error(`Reshape of ${name} to ${text} is incompatible`);
      port.dimensions = sizes;
    }
    return this;
  }
}

function fitsIn(size: number, dimension: Dimension | undefined): boolean {
  return Array.isArray(dimension) || size === dimension;
}

class FakeRequest {
  readonly #model: FakeModel;
  readonly #isBroken: () => boolean;

  constructor(model: FakeModel, isBroken: () => boolean) {
    this.#model = model;
    this.#isBroken = isBroken;
  }

  infer(feeds: Record<string, FakeTensor>): Record<string, FakeTensor> {
    if (this.#isBroken()) throw new Error("Exception from src/inference: NPU device lost");
    const { session, inputs } = this.#model;
    const ready = Object.entries(feeds).map(([name, tensor]) => {
      const port = inputs.find(({ anyName }) => anyName === name);
      if (port === undefined) throw new Error(`Port for tensor name ${name} was not found.`);
      return [name, toOrt(port, tensor, session)] as const;
    });
    const fetches = Object.fromEntries(this.#model.outputs.map(({ anyName }) => [anyName, null]));
    const outputs = Object.entries(session.run(Object.fromEntries(ready), fetches, {}));
    return Object.fromEntries(
      outputs.map(([name, { type, data, dims }]) => {
        const element = Object.entries(ortTypes).find(([, ours]) => ours === type)?.[0] ?? type;
        return [name, new FakeTensor(element, [...dims], data as Data)];
      }),
    );
  }
}

function toOrt(port: FakePort, tensor: FakeTensor, { inputMetadata }: NativeSession): ort.Tensor {
  const shape = tensor.getShape();
  if (tensor.elementType !== port.elementType) {
    throw new Error(
      `The tensor element type is not corresponding with output element type (${tensor.elementType} != ${port.elementType})`,
    );
  }
  if (!shape.every((size, at) => fitsIn(size, port.dimensions[at]))) {
    throw new Error(
      `The tensor size is not equal to the model input: got [${shape}] expecting [${port.dimensions}]`,
    );
  }
  const own = elementNames[inputMetadata.find(({ name }) => name === port.anyName)?.type ?? 0] ?? "";
  return new ort.Tensor(ortTypes[own] as "float32", tensor.data as Float32Array, shape);
}

/** The package as `require("openvino-node").addon` gives it. */
export function fakeOpenVino(devices: readonly string[] = ["CPU", "GPU.0", "GPU.1", "NPU"]): FakeOpenVino {
  const compiled: { device: string; config: Record<string, string>; shapes: string[] }[] = [];
  let isBroken = false;
  class Core {
    async readModel(path: string): Promise<FakeModel> {
      const { binding, initOrt } = createRequire(import.meta.url)(
        "onnxruntime-node/dist/binding.js",
      ) as Binding;
      initOrt();
      const session = new binding.InferenceSession();
      session.loadModel(path, { intraOpNumThreads: 1 });
      return new FakeModel(session);
    }
    async compileModel(model: FakeModel, device: string, config: Record<string, string>) {
      if (!devices.includes(device)) {
        throw new Error(
          `Device with "${device.split(".")[0]}" name is not registered in the OpenVINO Runtime`,
        );
      }
      if (device === "NPU" && model.isDynamic()) {
        throw new Error("Exception from src/core: to_shape was called on a dynamic shape.");
      }
      const shapes = model.inputs.map(
        ({ anyName, dimensions }) => `${anyName} ${JSON.stringify(dimensions)}`,
      );
      compiled.push({ device, config, shapes });
      return { createInferRequest: () => new FakeRequest(model, () => isBroken) };
    }
  }
  class PrePostProcessor {
    readonly #model: FakeModel;
    readonly #changes = new Map<string, string>();
    constructor(model: FakeModel) {
      this.#model = model;
    }
    input(name: string) {
      return { tensor: () => ({ setElementType: (type: string) => this.#changes.set(name, type) }) };
    }
    build() {
      for (const port of this.#model.inputs)
        port.elementType = this.#changes.get(port.anyName) ?? port.elementType;
    }
  }
  const breakDown = () => {
    isBroken = true;
  };
  const addon = { Core, Tensor: FakeTensor, preprocess: { PrePostProcessor }, compiled, breakDown };
  return addon as unknown as FakeOpenVino;
}
