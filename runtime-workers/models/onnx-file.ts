import { existsSync } from "node:fs";
import { join } from "node:path";

/** Endings of the file names of the hub's ONNX exports, in the order of preference when a folder holds several. */
const endings = ["", "_quantized", "_fp16", "_q4"];

/**
 * The ONNX file of a part of a model, such as `encoder_model`, in whichever precision the folder holds; the
 * plain name where it holds none, so that the error names that.
 */
export function onnxFile(folder: string, part: string): string {
  const paths = endings.map((ending) => join(folder, "onnx", `${part}${ending}.onnx`));
  return paths.find((path) => existsSync(path)) ?? join(folder, "onnx", `${part}.onnx`);
}
