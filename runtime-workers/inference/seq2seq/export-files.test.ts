import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PrecisionChoice } from "#engine/graph/precision.ts";
import { chooseExport } from "./export-files.ts";

const parts = ["encoder_model", "decoder_model", "decoder_with_past_model", "decoder_model_merged"] as const;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-exports-"));
  mkdirSync(join(folder, "onnx"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const pathOf = (name: string) => join(folder, "onnx", `${name}.onnx`);
const install = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(pathOf(name), "");
};

test.each([
  ["with-past", ["encoder_model", "decoder_model", "decoder_with_past_model"]],
  ["merged", ["encoder_model", "decoder_model_merged"]],
  ["plain", ["encoder_model", "decoder_model"]],
  ["with-past", parts],
])("the layout is %s for %j", (layout, installed) => {
  install(...installed);
  expect(chooseExport(folder, "auto", "cpu").decoder.layout).toBe(layout);
});

test.each([
  ["auto", "cpu", "fp32", ""],
  ["auto", "cuda:0", "fp16", "_fp16"],
  ["auto", "webgpu:0", "fp16", "_fp16"],
  ["auto", "npu", "fp32", ""],
  ["quantized", "cpu", "quantized", "_quantized"],
  ["int8", "cpu", "int8", "_int8"],
  ["q4", "cuda:0", "q4", "_q4"],
  ["q4f16", "cpu", "q4f16", "_q4f16"],
] as const)("precision %s on %s runs %s, the files that end in %j", (choice, device, precision, ending) => {
  for (const suffix of ["", "_fp16", "_quantized", "_int8", "_q4", "_q4f16"]) {
    install(...parts.map((part) => part + suffix));
  }
  expect(chooseExport(folder, choice, device)).toEqual({
    encoder: pathOf(`encoder_model${ending}`),
    encoderPrecision: precision,
    decoder: {
      layout: "with-past",
      first: pathOf(`decoder_model${ending}`),
      step: pathOf(`decoder_with_past_model${ending}`),
    },
    decoderPrecision: precision,
  });
});

test("auto takes what is there, also when encoder and decoder differ", () => {
  install("encoder_model_fp16", "decoder_model_merged_q4");
  expect(chooseExport(folder, "auto", "cpu")).toEqual({
    encoder: pathOf("encoder_model_fp16"),
    encoderPrecision: "fp16",
    decoder: { layout: "merged", decoder: pathOf("decoder_model_merged_q4") },
    decoderPrecision: "q4",
  });
});

test.each<[PrecisionChoice, string, RegExp]>([
  ["fp16", "precision", /no encoder_model_fp16\.onnx/],
  ["auto", "model", /no decoder_model\.onnx, decoder_model_quantized\.onnx/],
])("with precision %s the setting %s is named when files lack", (precision, field, message) => {
  install("encoder_model");
  expect(() => chooseExport(folder, precision, "cpu")).toThrow(
    expect.objectContaining({ code: "model.missing", field, message: expect.stringMatching(message) }),
  );
});
