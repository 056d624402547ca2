import { access } from "node:fs/promises";
import ort from "onnxruntime-node";
import { FlowError } from "#engine/errors.ts";
import type { InferenceSession, Tensor } from "./session.ts";

/**
 * Options of every CPU session. One thread each: the pool runs several workers instead; spinning threads cost 1.6-5x
 * under load. The arena stays on: without it a VAD window costs several times as much (see bench sessions).
 */
const cpuOptions: ort.InferenceSession.SessionOptions = {
  executionProviders: ["cpu"],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: "all",
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: "0" } } },
};

/**
 * Loads an ONNX file on the CPU.
 * @throws {FlowError} `model.missing` when the file is not there, `model.broken` when it cannot be loaded
 */
export async function loadOnnx(path: string): Promise<InferenceSession> {
  try {
    await access(path);
  } catch (cause) {
    const mend = "Install the model again, with all of its files.";
    throw new FlowError("model.missing", { field: "model", message: `${path} is not there.`, mend, cause });
  }
  try {
    return wrap(await ort.InferenceSession.create(path, cpuOptions));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FlowError("model.broken", {
      field: "model",
      message: `${path} could not be loaded: ${reason}`,
      cause,
    });
  }
}

function wrap(session: ort.InferenceSession): InferenceSession {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds, fetches) {
      const inputs: Record<string, ort.Tensor> = {};
      for (const [name, tensor] of Object.entries(feeds)) inputs[name] = toOrt(tensor);
      const outputs = await (fetches === undefined ? session.run(inputs) : session.run(inputs, fetches));
      return outputs as unknown as Readonly<Record<string, Tensor>>;
    },
    release: () => session.release(),
  };
}

/** Outputs fed back in (past keys and values) are ORT tensors already and pass through. */
function toOrt(tensor: Tensor): ort.Tensor {
  if (tensor instanceof ort.Tensor) return tensor;
  return new ort.Tensor(tensor.type, tensor.data as Float32Array, tensor.dims);
}
