import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { FlowError } from "#engine/errors.ts";
import type { Core, InferRequest, Model, NativeTensor, OpenVino, Port } from "./openvino-api.ts";
import { openVinoCacheFolder, openVinoDevice, openVinoFailure } from "./openvino-device.ts";
import type { InferenceSession, Tensor } from "./session.ts";

type Feeds = Readonly<Record<string, Tensor>>;

/** OpenVINO's names of element types. Its JavaScript has neither booleans nor halves: the latter fail. */
const elementTypes = { float32: "f32", float16: "f16", int64: "i64", int32: "i32", bool: "u8" } as const;

/** The package's native part, which a worker loads once. @throws {Error} `MODULE_NOT_FOUND` where it is not installed */
function requireOpenVino(): OpenVino {
  return (createRequire(import.meta.url)("openvino-node") as { readonly addon: OpenVino }).addon;
}

/**
 * Loads an ONNX file, or an OpenVINO one, on the NPU or a GPU of Intel. It is compiled at its first run, for what comes then:
 * an NPU takes fixed sizes only.
 * @param device `npu` or `intel-gpu:…`
 * @param load gives the package; a test gives one of its own
 * @throws {FlowError} `model.missing` when the file is not there, `device.unsuitable` for a model that an NPU cannot
 * run, else `device.failed`
 */
export async function loadOpenVino(
  path: string,
  device: string,
  load: () => OpenVino = requireOpenVino,
): Promise<InferenceSession> {
  await checkThere(path);
  try {
    const openVino = load();
    const core = new openVino.Core();
    const model = await core.readModel(path);
    const isFixed = device === "npu" && model.isDynamic();
    if (isFixed) refuseGrowing(model, basename(path), device);
    return new OpenVinoSession({ openVino, core, model, device, isFixed });
  } catch (cause) {
    throw openVinoFailure(device, cause);
  }
}

async function checkThere(path: string): Promise<void> {
  try {
    await access(path);
  } catch (cause) {
    const hint = "Install the model again, with all of its files.";
    throw new FlowError("model.missing", { field: "model", message: `${path} is not there.`, hint, cause });
  }
}

/** Decoders get longer with every token: each step would be another model to compile. */
function refuseGrowing({ inputs }: Model, file: string, device: string): void {
  const isOpen = (port: Port) => port.getPartialShape().getDimensions().slice(1).some(Array.isArray);
  const grows = inputs.find((port) => /^(input_ids|past_key_values)/.test(port.anyName) && isOpen(port));
  if (grows === undefined) return;
  throw new FlowError("device.unsuitable", {
    message: `${device} runs fixed sizes only, and ${grows.anyName} of ${file} grows with the text.`,
    hint: "For Whisper take an OpenVINO export (patchbay models pull whisper-base-int8-ov) and npm i openvino-genai-node; else put another device into the node's list.",
  });
}

interface Loaded {
  readonly openVino: OpenVino;
  readonly core: Core;
  readonly model: Model;
  readonly device: string;
  /** Whether the sizes of the first run hold for all others. */
  readonly isFixed: boolean;
}

class OpenVinoSession implements InferenceSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputDims: NonNullable<InferenceSession["inputDims"]>;
  readonly #loaded: Loaded;
  #request: Promise<InferRequest> | undefined;
  /** Sizes that the model was compiled for, where they are fixed. */
  #sizes = "";

  constructor(loaded: Loaded) {
    const { model, isFixed } = loaded;
    this.#loaded = loaded;
    this.inputNames = model.inputs.map(({ anyName }) => anyName);
    this.outputNames = model.outputs.map(({ anyName }) => anyName);
    // One sequence at a time where sizes are fixed: how many come together changes from run to run.
    const size = (each: number | [number, number]) => (Array.isArray(each) ? (isFixed ? 1 : "?") : each);
    this.inputDims = Object.fromEntries(
      model.inputs.map((port) => [port.anyName, port.getPartialShape().getDimensions().map(size)]),
    );
  }

  async run(feeds: Feeds, fetches?: readonly string[]): Promise<Feeds> {
    const { openVino, device } = this.#loaded;
    try {
      const request = await this.#requestFor(feeds);
      // OpenVINO reads the feeds' own memory; they are referred to here until it is done.
      const inputs = Object.entries(feeds).map(([name, { type, data, dims }]) => {
        return [name, new openVino.Tensor(elementTypes[type], [...dims], data)] as const;
      });
      const outputs = request.infer(Object.fromEntries(inputs));
      const wanted = fetches ?? Object.keys(outputs);
      return Object.fromEntries(wanted.map((name) => [name, toTensor(outputs[name])]));
    } catch (cause) {
      throw openVinoFailure(device, cause);
    }
  }

  /** The native objects go with their JavaScript ones: OpenVINO has no call for it. */
  async release(): Promise<void> {
    this.#request = undefined;
  }

  /** Compiles at the first run; one that failed is tried again the next time. */
  #requestFor(feeds: Feeds): Promise<InferRequest> {
    const sizes = this.#loaded.isFixed ? sizesOf(feeds) : "";
    if (this.#request === undefined) {
      const request = this.#compile(feeds);
      request.catch(() => {
        this.#request = undefined;
      });
      this.#request = request;
      this.#sizes = sizes;
    }
    if (sizes === this.#sizes) return this.#request;
    throw new FlowError("device.unsuitable", {
      message: `${this.#loaded.device} runs fixed sizes only: its model takes ${this.#sizes}, not ${sizes}.`,
      hint: "Put another device in front of npu in the node's list.",
    });
  }

  async #compile(feeds: Feeds): Promise<InferRequest> {
    const { openVino, core, model, device, isFixed } = this.#loaded;
    const entries = Object.entries(feeds);
    const shaped = isFixed
      ? model.reshape(new Map(entries.map(([name, { dims }]) => [name, shapeText(dims)])))
      : model;
    const switches = entries.filter(([, { type }]) => type === "bool");
    if (switches.length > 0) {
      // There is no boolean tensor to give: the model is made to take bytes.
      const steps = new openVino.preprocess.PrePostProcessor(shaped);
      for (const [name] of switches) steps.input(name).tensor().setElementType("u8");
      steps.build();
    }
    const config = { CACHE_DIR: openVinoCacheFolder };
    return (await core.compileModel(shaped, openVinoDevice(device), config)).createInferRequest();
  }
}

function sizesOf(feeds: Feeds): string {
  const sizes = Object.entries(feeds).map(([name, { dims }]) => `${name} ${shapeText(dims)}`);
  return sizes.sort().join(", ");
}

function shapeText(dims: readonly number[]): string {
  return `[${dims.join(",")}]`;
}

function toTensor(tensor: NativeTensor | undefined): Tensor {
  if (tensor === undefined) throw new Error("The model did not give an output that was asked for.");
  const { data } = tensor;
  const dims = tensor.getShape();
  if (data instanceof BigInt64Array) return { type: "int64", data, dims };
  if (data instanceof Int32Array) return { type: "int32", data, dims };
  return data instanceof Float32Array ? { type: "float32", data, dims } : { type: "bool", data, dims };
}
