import { access } from "node:fs/promises";
import ort from "onnxruntime-node";
import { FlowError } from "#engine/errors.ts";
import { kindOf } from "#engine/graph/device-preference.ts";
import { floatsOf, toHalves } from "./halves.ts";
import type { InferenceSession, Tensor } from "./session.ts";

/**
 * Options of every session. One thread each: the pool runs several workers instead; spinning threads cost 1.6-5x
 * under load. The arena stays on: without it a VAD window costs several times as much (see bench sessions).
 */
const commonOptions: ort.InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: "all",
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: "0" } } },
};

/**
 * What pins a session to its device. The process sees one GPU only, as number 0. Outputs come to main memory: reading
 * a tensor that stayed on a GPU aborts the process.
 */
const providerOptions: Readonly<Record<string, ort.InferenceSession.SessionOptions>> = {
  cpu: { executionProviders: ["cpu"] },
  cuda: { executionProviders: [{ name: "cuda", deviceId: 0 }], preferredOutputLocation: "cpu" },
  webgpu: { executionProviders: ["webgpu"], preferredOutputLocation: "cpu" },
};

/** How ONNX Runtime and the C++ library below it say that memory ran out. */
const outOfMemory = /failed to allocate|bad_alloc|out of memory/i;

/**
 * Loads an ONNX file on a device of ONNX Runtime.
 * @param device `cpu`, `cuda:…` or `webgpu:…`
 * @throws {FlowError} `model.missing` when the file is not there, `model.broken` when it cannot be loaded,
 * `device.failed` when that may be the device's fault
 */
export async function loadOnnx(path: string, device = "cpu"): Promise<InferenceSession> {
  try {
    await access(path);
  } catch (cause) {
    const hint = "Install the model again, with all of its files.";
    throw new FlowError("model.missing", { field: "model", message: `${path} is not there.`, hint, cause });
  }
  try {
    const options = { ...commonOptions, ...providerOptions[kindOf(device)] };
    return wrap(await ort.InferenceSession.create(path, options), device);
  } catch (cause) {
    const failure = asDeviceFailure(device, cause);
    if (failure !== undefined) throw failure;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FlowError("model.broken", {
      field: "model",
      message: `${path} could not be loaded: ${reason}`,
      cause,
    });
  }
}

function wrap(session: ort.InferenceSession, device: string): InferenceSession {
  const types = inputTypes(session);
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    inputDims: inputDims(session),
    async run(feeds, fetches) {
      const inputs: Record<string, ort.Tensor> = {};
      for (const [name, tensor] of Object.entries(feeds)) inputs[name] = toOrt(tensor, types.get(name));
      try {
        const outputs = await (fetches === undefined ? session.run(inputs) : session.run(inputs, fetches));
        return outputs as unknown as Readonly<Record<string, Tensor>>;
      } catch (error) {
        throw asDeviceFailure(device, error) ?? error;
      }
    },
    release: () => session.release(),
  };
}

/** An error of native code that another device may not have; undefined for what the model or its user did wrong. */
function asDeviceFailure(device: string, cause: unknown): FlowError | undefined {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (kindOf(device) === "cpu" && !outOfMemory.test(reason)) return undefined;
  return new FlowError("device.failed", { message: `${device} failed: ${reason.trim()}`, cause });
}

function inputTypes({ inputMetadata }: ort.InferenceSession): ReadonlyMap<string, string> {
  return new Map(inputMetadata.map((input) => [input.name, input.isTensor ? input.type : ""]));
}

function inputDims({ inputMetadata }: ort.InferenceSession): NonNullable<InferenceSession["inputDims"]> {
  return Object.fromEntries(inputMetadata.map((input) => [input.name, input.isTensor ? input.shape : []]));
}

/**
 * Outputs fed back in (past keys and values) are ORT tensors already and pass through. Floats take the precision of
 * the input: models in half precision have inputs of either.
 */
function toOrt(tensor: Tensor, wanted: string | undefined): ort.Tensor {
  if (wanted === "float16" && tensor.type === "float32")
    return halves(toHalves(floatsOf(tensor)), tensor.dims);
  if (wanted === "float32" && tensor.type === "float16")
    return new ort.Tensor("float32", floatsOf(tensor), tensor.dims);
  if (tensor.type === "float16") return halves(bitsOf(tensor.data), tensor.dims);
  if (tensor instanceof ort.Tensor) return tensor;
  return new ort.Tensor(tensor.type, tensor.data as Float32Array, tensor.dims);
}

/**
 * The native side takes halves as Uint16Array, but the tensor makes a Float16Array of that, which it then reckons to be
 * empty (microsoft/onnxruntime pull request 32323). So the bits are put back.
 */
function halves(bits: Uint16Array, dims: readonly number[]): ort.Tensor {
  return Object.defineProperty(new ort.Tensor("float16", bits, dims), "data", { value: bits });
}

function bitsOf({ buffer, byteOffset, length }: Tensor["data"]): Uint16Array {
  return new Uint16Array(buffer, byteOffset, length);
}
