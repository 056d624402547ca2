import { existsSync } from "node:fs";
import { join } from "node:path";
import { FlowError } from "#engine/errors.ts";
import { type Precision, type PrecisionChoice, precisionEndings } from "../precisions.ts";

/**
 * The graphs of the decoder. `with-past`: one for the first run, one for the steps, which gives no cross-attention
 * keys and values again. `merged`: both in one, with a switch. `plain`: without memory, each step runs all tokens.
 */
export type DecoderFiles =
  | { readonly layout: "with-past"; readonly first: string; readonly step: string }
  | { readonly layout: "merged"; readonly decoder: string }
  | { readonly layout: "plain"; readonly decoder: string };

/** Paths of the graphs of a Whisper export. */
export interface ExportFiles {
  readonly encoder: string;
  readonly decoder: DecoderFiles;
}

/** Exact first on the processor, which widens halves at every step; halves first elsewhere. */
const bestOnCpu: readonly Precision[] = ["fp32", "quantized", "int8", "q4", "fp16", "q4f16"];
const bestElsewhere: readonly Precision[] = ["fp16", "fp32", "q4f16", "q4", "quantized", "int8"];
/** OpenVINO takes no halves from JavaScript, and quantised graphs of ONNX Runtime's own operators not at all. */
const bestOnOpenVino: readonly Precision[] = ["fp32", "quantized", "int8"];

/**
 * Which files of a model's `onnx` folder to run. With `auto` the encoder and the decoder may differ in precision, since
 * many people keep the encoder exact and the decoder small.
 * @param device such as `cpu`, `cuda:0`, `npu`
 * @throws {FlowError} `model.missing` that names the files which would do
 */
export function chooseExport(folder: string, precision: PrecisionChoice, device: string): ExportFiles {
  const order = precision === "auto" ? bestOn(device) : [precision];
  const find = (part: string, of: Precision) => {
    const path = join(folder, "onnx", `${part}${precisionEndings[of]}.onnx`);
    return existsSync(path) ? path : undefined;
  };
  const encoder = firstOf(order, (of) => find("encoder_model", of));
  if (encoder === undefined) throw missing(folder, "encoder_model", order);
  const decoder = firstOf(order, (of) => decoderFiles((part) => find(part, of)));
  if (decoder === undefined) throw missing(folder, "decoder_model", order);
  return { encoder, decoder };
}

function bestOn(device: string): readonly Precision[] {
  if (device === "cpu") return bestOnCpu;
  return device === "npu" || device.startsWith("intel-gpu") ? bestOnOpenVino : bestElsewhere;
}

function decoderFiles(find: (part: string) => string | undefined): DecoderFiles | undefined {
  const first = find("decoder_model");
  const step = find("decoder_with_past_model");
  if (first !== undefined && step !== undefined) return { layout: "with-past", first, step };
  const merged = find("decoder_model_merged");
  if (merged !== undefined) return { layout: "merged", decoder: merged };
  return first === undefined ? undefined : { layout: "plain", decoder: first };
}

function firstOf<T>(order: readonly Precision[], find: (of: Precision) => T | undefined): T | undefined {
  for (const precision of order) {
    const found = find(precision);
    if (found !== undefined) return found;
  }
  return undefined;
}

function missing(folder: string, part: string, order: readonly Precision[]): FlowError {
  const names = order.map((precision) => `${part}${precisionEndings[precision]}.onnx`);
  return new FlowError("model.missing", {
    field: order.length === 1 ? "precision" : "model",
    message: `${join(folder, "onnx")} has no ${names.join(", ")}.`,
    hint: "Install the model again with these files, or set precision to auto.",
  });
}
