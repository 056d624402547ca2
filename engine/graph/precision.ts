/** How the numbers of a model's export are stored, by the names of the hub's ONNX exports. */
export type Precision = "fp32" | "fp16" | "quantized" | "int8" | "q4" | "q4f16";

/** A precision, or `auto`: the best one for the device of those that are there. */
export type PrecisionChoice = "auto" | Precision;

/** What the setting `precision` of a node takes. */
export const precisions: readonly PrecisionChoice[] = [
  "auto",
  "fp32",
  "fp16",
  "quantized",
  "int8",
  "q4",
  "q4f16",
];
