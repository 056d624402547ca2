import { existsSync } from "node:fs";
import { join } from "node:path";
import { FlowError } from "#engine/errors.ts";
import { kindOf } from "#engine/graph/device-preference.ts";
import type { Precision, PrecisionChoice } from "#engine/graph/precision.ts";
import { onnxFileName } from "../../models/onnx-file.ts";

/**
 * The graphs of the decoder. `with-past`: one for the first run, one for the steps, which gives no cross-attention
 * keys and values again. `merged`: both in one, with a switch. `plain`: without memory, each step runs all tokens.
 */
export type DecoderFiles =
  | { readonly layout: "with-past"; readonly first: string; readonly step: string }
  | { readonly layout: "merged"; readonly decoder: string }
  | { readonly layout: "plain"; readonly decoder: string };

/** Paths of the graphs of an encoder-decoder export, and how the numbers of both halves are stored. */
export interface ExportFiles {
  readonly encoder: string;
  readonly encoderPrecision: Precision;
  readonly decoder: DecoderFiles;
  readonly decoderPrecision: Precision;
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
  const encoder = firstOf(order, (of) => find(folder, "encoder_model", of));
  if (encoder === undefined) throw missing(folder, "encoder_model", order);
  const decoder = firstOf(order, (of) => decoderFiles((part) => find(folder, part, of)));
  if (decoder === undefined) throw missing(folder, "decoder_model", order);
  return {
    encoder: encoder.found,
    encoderPrecision: encoder.precision,
    decoder: decoder.found,
    decoderPrecision: decoder.precision,
  };
}

/**
 * Whether runs of several tasks may become one. Eight-bit exports scale their activations at run time over the whole
 * tensor, so what a task gets would depend on who is beside it. Source: onnx, Operators.md (DynamicQuantizeLinear).
 */
export function mayJoin(precision: Precision): boolean {
  return precision !== "int8" && precision !== "quantized";
}

function find(folder: string, part: string, precision: Precision): string | undefined {
  const path = join(folder, "onnx", onnxFileName(part, precision));
  return existsSync(path) ? path : undefined;
}

function bestOn(device: string): readonly Precision[] {
  const kind = kindOf(device);
  if (kind === "cpu") return bestOnCpu;
  return kind === "npu" || kind === "intel-gpu" ? bestOnOpenVino : bestElsewhere;
}

function decoderFiles(findPart: (part: string) => string | undefined): DecoderFiles | undefined {
  const first = findPart("decoder_model");
  const step = findPart("decoder_with_past_model");
  if (first !== undefined && step !== undefined) return { layout: "with-past", first, step };
  const merged = findPart("decoder_model_merged");
  if (merged !== undefined) return { layout: "merged", decoder: merged };
  return first === undefined ? undefined : { layout: "plain", decoder: first };
}

function firstOf<T>(order: readonly Precision[], findIn: (of: Precision) => T | undefined) {
  for (const precision of order) {
    const found = findIn(precision);
    if (found !== undefined) return { found, precision };
  }
  return undefined;
}

function missing(folder: string, part: string, order: readonly Precision[]): FlowError {
  const names = order.map((precision) => onnxFileName(part, precision));
  return new FlowError("model.missing", {
    field: order.length === 1 ? "precision" : "model",
    message: `${join(folder, "onnx")} has no ${names.join(", ")}.`,
    hint: "Install the model again with these files, or set precision to auto.",
  });
}
