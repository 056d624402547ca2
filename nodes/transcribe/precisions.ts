/** Endings of the file names of the hub's ONNX exports, by precision. */
export const precisionEndings = {
  fp32: "",
  fp16: "_fp16",
  quantized: "_quantized",
  int8: "_int8",
  q4: "_q4",
  q4f16: "_q4f16",
} as const;

/** How the numbers of an export are stored. */
export type Precision = keyof typeof precisionEndings;

/** A precision, or `auto`: the best one for the device of those that are there. */
export type PrecisionChoice = "auto" | Precision;

/** What the setting `precision` takes. */
export const precisions: readonly PrecisionChoice[] = [
  "auto",
  "fp32",
  "fp16",
  "quantized",
  "int8",
  "q4",
  "q4f16",
];
