import { errorTable, FlowError } from "#engine/errors.ts";
import type { DeviceReport, Nomination } from "./device-report.ts";

/** What a failed probe means for a person. */
export function explainFailure(
  { kind, explanation }: Nomination,
  error: unknown,
): Pick<DeviceReport, "state" | "explanation"> {
  const reason = error instanceof Error ? error.message : String(error);
  if (kind === "cuda" && /shared (library|object)/i.test(reason)) {
    const hint =
      "install CUDA 12 and cuDNN 9, and see `ldd` of libonnxruntime_providers_cuda.so for what is missing";
    return {
      state: "missing-runtime",
      explanation: `${explanation} ONNX Runtime's CUDA libraries do not load: ${hint}.`,
    };
  }
  if (kind === "webgpu" && /adapter/i.test(reason)) {
    const hint = "install libvulkan1 and the GPU's Vulkan driver, and see `vulkaninfo --summary`";
    return { state: "missing-driver", explanation: `${explanation} Vulkan does not offer it: ${hint}.` };
  }
  const crashed = error instanceof FlowError && error.code === "task.crashed";
  const what = crashed ? errorTable["device.failed"].what : "A tiny inference failed on it.";
  return { state: "failed", explanation: `${explanation} ${what} ${reason}` };
}
