import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlowError } from "#engine/errors.ts";
import { kindOf } from "#engine/graph/device-preference.ts";

/** Compiling a model for an NPU takes a minute the first time; both packages of OpenVINO keep what came out here. */
export const openVinoCacheFolder = join(tmpdir(), "patchbay-openvino-cache");

/** OpenVINO's name of a device: `NPU`, `GPU.1` of `intel-gpu:1`, `CPU`. Never AUTO or HETERO, which would not say where they run. */
export function openVinoDevice(device: string): string {
  const [, index = "0"] = device.split(":");
  return kindOf(device) === "intel-gpu" ? `GPU.${index}` : device.toUpperCase();
}

/** An error of OpenVINO's, which another device may not have. */
export function openVinoFailure(device: string, cause: unknown): FlowError {
  if (cause instanceof FlowError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FlowError("device.failed", { message: `${device} failed: ${reason.trim()}`, cause });
}
