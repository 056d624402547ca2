import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { FlowError } from "#engine/errors.ts";
import { kindOf } from "#engine/graph/device-preference.ts";
import type { PrecisionChoice } from "#engine/graph/precision.ts";
import { type GenAi, importGenAi } from "#runtime-workers/inference/openvino-genai.ts";
import type { TaskWorker } from "#runtime-workers/inference/task.ts";

/** OpenVINO's own devices; the processor of any make is one of them. */
const openVinoKinds: readonly string[] = ["npu", "intel-gpu", "cpu"];

const install = "npm i openvino-genai-node";

/**
 * The package that is to run a model's OpenVINO export; undefined where our own decoder runs its ONNX one. On an NPU or a GPU of
 * Intel the OpenVINO export goes first, elsewhere the ONNX one; a precision that is set means an ONNX one.
 * @throws {FlowError} `model.missing` when nothing here runs what the folder has, `device.unsuitable` when another device would
 */
export async function chooseGenAi(
  folder: string,
  precision: PrecisionChoice,
  { device, cached }: Pick<TaskWorker, "device" | "cached">,
): Promise<GenAi | undefined> {
  if (precision !== "auto" || !existsSync(join(folder, "openvino_encoder_model.xml"))) return undefined;
  const hasOnnx = existsSync(join(folder, "onnx"));
  const kind = kindOf(device);
  const isOpenVino = openVinoKinds.includes(kind);
  if (hasOnnx && (kind === "cpu" || !isOpenVino)) return undefined;
  if (!isOpenVino) throw elsewhere(folder, device);
  const genAi = await loadGenAi(device, cached);
  if (genAi !== undefined || hasOnnx) return genAi;
  throw new FlowError("model.missing", {
    field: "model",
    message: `${basename(folder)} is an OpenVINO export, and openvino-genai-node is not installed.`,
    hint: `${install}, or use a model that was exported to ONNX (patchbay models list).`,
  });
}

/** The next device takes the task. */
function elsewhere(folder: string, device: string): FlowError {
  return new FlowError("device.unsuitable", {
    message: `${device} does not run OpenVINO exports, which ${basename(folder)} is.`,
    hint: "Put npu, intel-gpu or cpu into the node's list, or use a model that was exported to ONNX.",
  });
}

async function loadGenAi(device: string, cached: TaskWorker["cached"]): Promise<GenAi | undefined> {
  try {
    return await cached("openvino-genai-node", importGenAi);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `openvino-genai-node does not load on ${device}: ${reason}`;
    throw new FlowError("device.failed", { message, hint: `Install it again: ${install}`, cause });
  }
}
