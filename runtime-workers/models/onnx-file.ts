import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Precision } from "#engine/graph/precision.ts";

/** Endings of the file names of the hub's ONNX exports. */
const precisionEndings: Readonly<Record<Precision, string>> = {
  fp32: "",
  fp16: "_fp16",
  quantized: "_quantized",
  int8: "_int8",
  q4: "_q4",
  q4f16: "_q4f16",
};

/** The precisions in the order of preference when a folder holds several. */
const best: readonly Precision[] = ["fp32", "quantized", "fp16", "q4"];

/** Name of the ONNX file of a part of a model, such as `encoder_model`, in a precision. */
export function onnxFileName(part: string, precision: Precision): string {
  return `${part}${precisionEndings[precision]}.onnx`;
}

/**
 * The ONNX file of a model's part in whichever precision the folder holds; the plain name where it holds none, so that
 * the error names that.
 */
export function onnxFile(folder: string, part: string): string {
  const paths = best.map((precision) => join(folder, "onnx", onnxFileName(part, precision)));
  return paths.find((path) => existsSync(path)) ?? join(folder, "onnx", `${part}.onnx`);
}
