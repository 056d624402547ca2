import { kindOf } from "#engine/graph/device-preference.ts";
import type { InferenceSession } from "./session.ts";

/**
 * Loads an ONNX file with the engine of a device.
 * @throws {FlowError} `model.missing`, `model.broken`, `device.unsuitable` or `device.failed`
 */
export async function loadSession(path: string, device: string): Promise<InferenceSession> {
  const kind = kindOf(device);
  if (kind === "npu" || kind === "intel-gpu")
    return (await import("./openvino.ts")).loadOpenVino(path, device);
  return (await import("./onnxruntime.ts")).loadOnnx(path, device);
}
