import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlowError } from "#engine/errors.ts";
import type { InferenceSession, Tensor } from "./session.ts";

/** What is used of openvino-node, which is an optional dependency: its types are not always here. */
interface OpenVino {
  readonly Core: new () => {
    compileModel(path: string, device: string, config: Readonly<Record<string, string>>): Promise<Compiled>;
  };
  readonly Tensor: new (type: string, shape: readonly number[], data: Tensor["data"]) => NativeTensor;
}
interface Compiled {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  createInferRequest(): {
    infer(feeds: Readonly<Record<string, NativeTensor>>): Record<string, NativeTensor>;
  };
}
interface Port {
  readonly anyName: string;
}
interface NativeTensor {
  readonly data: Tensor["data"];
  getShape(): number[];
}

/** OpenVINO's names of element types. It has neither booleans nor halves in JavaScript: a model in halves fails here. */
const elementTypes = { float32: "f32", float16: "f16", int64: "i64", int32: "i32", bool: "u8" } as const;
/** Compiling a model for an NPU takes a minute the first time. */
const cacheFolder = join(tmpdir(), "patchbay-openvino-cache");

/**
 * Loads an ONNX file on the NPU or a GPU of Intel. The device is named exactly: no AUTO, no HETERO, which would run on
 * the processor without saying so.
 * @param device `npu` or `intel-gpu:…`
 * @throws {FlowError} `device.failed`
 */
export async function loadOpenVino(path: string, device: string): Promise<InferenceSession> {
  try {
    const { addon } = createRequire(import.meta.url)("openvino-node") as { readonly addon: OpenVino };
    const compiled = await new addon.Core().compileModel(path, nativeName(device), {
      CACHE_DIR: cacheFolder,
    });
    return wrap(addon, compiled, device);
  } catch (cause) {
    throw failure(device, cause);
  }
}

function wrap(addon: OpenVino, compiled: Compiled, device: string): InferenceSession {
  const request = compiled.createInferRequest();
  return {
    inputNames: compiled.inputs.map(({ anyName }) => anyName),
    outputNames: compiled.outputs.map(({ anyName }) => anyName),
    async run(feeds) {
      const inputs: Record<string, NativeTensor> = {};
      for (const [name, { type, data, dims }] of Object.entries(feeds)) {
        inputs[name] = new addon.Tensor(elementTypes[type], dims, data);
      }
      try {
        const outputs = Object.entries(request.infer(inputs));
        return Object.fromEntries(outputs.map(([name, tensor]) => [name, toTensor(tensor)]));
      } catch (cause) {
        throw failure(device, cause);
      }
    },
    // The native objects go with their JavaScript ones: OpenVINO has no call for it.
    release: async () => {},
  };
}

/** A copy: the next run writes over the request's own outputs. */
function toTensor(tensor: NativeTensor): Tensor {
  const data = tensor.data.slice();
  const dims = tensor.getShape();
  if (data instanceof BigInt64Array) return { type: "int64", data, dims };
  if (data instanceof Int32Array) return { type: "int32", data, dims };
  return data instanceof Float32Array ? { type: "float32", data, dims } : { type: "bool", data, dims };
}

/** `NPU`, or `GPU.1` of `intel-gpu:1`. */
function nativeName(device: string): string {
  return device === "npu" ? "NPU" : `GPU.${device.split(":")[1] ?? "0"}`;
}

function failure(device: string, cause: unknown): FlowError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FlowError("device.failed", { message: `${device} failed: ${reason}`, cause });
}
