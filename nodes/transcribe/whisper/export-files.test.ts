import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import type { PrecisionChoice } from "../precisions.ts";
import { type TranscribeInput, task } from "../task.ts";
import { withHalfPorts } from "../testing/onnx.ts";
import { rateHz, sampleTurn } from "../testing/speech.ts";
import { chooseExport } from "./export-files.ts";

const demo = resolveModel("phrasebook-asr", "asr");
const state = new WorkerState("cpu");
const sentence = sampleTurn("stopover", 1);
const parts = ["encoder_model", "decoder_model", "decoder_with_past_model", "decoder_model_merged"] as const;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-exports-"));
  cpSync(demo, folder, { recursive: true, filter: (path) => !path.endsWith(".onnx") });
});

afterEach(() => rmSync(folder, { recursive: true }));

const plain = (part: string) => readFileSync(join(demo, "onnx", `${part}.onnx`));
const install = (name: string, bytes: Uint8Array = plain(name)) =>
  writeFileSync(join(folder, "onnx", `${name}.onnx`), bytes);

function hear(modelDir: string, changes: Partial<TranscribeInput> = {}) {
  const { samples } = sentence;
  const options = { language: "auto", precision: "auto", initialPrompt: "", isDraft: false } as const;
  return task(
    { modelDir, samples, sampleRateHz: rateHz, ...options, ...changes },
    state.forTask(() => false),
  );
}

test.each([
  ["with-past", ["encoder_model", "decoder_model", "decoder_with_past_model"]],
  ["merged", ["encoder_model", "decoder_model_merged"]],
  ["plain", ["encoder_model", "decoder_model"]],
])("a decoder of the layout %s gives the same tokens, figures and word times", async (layout, installed) => {
  for (const part of installed) install(part);
  expect(chooseExport(folder, "auto", "cpu").decoder.layout).toBe(layout);
  const [heard, expected] = [await hear(folder), await hear(demo)];
  expect(heard.tokens).toEqual(expected.tokens);
  expect(heard.text).toBe(sentence.text);
  expect(heard.averageLogProbability).toBeCloseTo(expected.averageLogProbability as number, 3);
  expect(heard.words?.map(({ text, startSamples }) => [text, startSamples])).toEqual(
    expected.words?.map(({ text, startSamples }) => [text, startSamples]),
  );
});

test("an export whose tensors are halves gives the same text", async () => {
  for (const part of parts.slice(0, 3)) install(`${part}_fp16`, withHalfPorts(plain(part)));
  const heard = await hear(folder, { precision: "fp16" });
  const expected = await hear(demo);
  expect(heard.tokens).toEqual(expected.tokens);
  expect(heard.averageLogProbability).toBeCloseTo(expected.averageLogProbability as number, 2);
  expect(heard.words?.map(({ text }) => text)).toEqual(expected.words?.map(({ text }) => text));
});

test("an encoder in halves feeds a decoder that is not, and the other way round", async () => {
  install("encoder_model_fp16", withHalfPorts(plain("encoder_model")));
  install("decoder_model");
  expect((await hear(folder)).text).toBe(sentence.text);
  rmSync(join(folder, "onnx"), { recursive: true });
  cpSync(join(demo, "onnx", "encoder_model.onnx"), join(folder, "onnx", "encoder_model.onnx"));
  install("decoder_model_fp16", withHalfPorts(plain("decoder_model")));
  expect((await hear(folder)).text).toBe(sentence.text);
});

test.each([
  ["auto", "cpu", ""],
  ["auto", "cuda:0", "_fp16"],
  ["auto", "webgpu:0", "_fp16"],
  ["auto", "npu", ""],
  ["quantized", "cpu", "_quantized"],
  ["int8", "cpu", "_int8"],
  ["q4", "cuda:0", "_q4"],
  ["q4f16", "cpu", "_q4f16"],
] as const)("precision %s on %s runs the files that end in %j", (precision, device, ending) => {
  for (const suffix of ["", "_fp16", "_quantized", "_int8", "_q4", "_q4f16"]) {
    for (const part of parts) install(part + suffix, new Uint8Array(1));
  }
  const path = (part: string) => join(folder, "onnx", `${part}${ending}.onnx`);
  expect(chooseExport(folder, precision, device)).toEqual({
    encoder: path("encoder_model"),
    decoder: {
      layout: "with-past",
      first: path("decoder_model"),
      step: path("decoder_with_past_model"),
    },
  });
});

test("auto takes what is there, also when encoder and decoder differ", () => {
  install("encoder_model_fp16", new Uint8Array(1));
  install("decoder_model_merged_q4", new Uint8Array(1));
  expect(chooseExport(folder, "auto", "cpu")).toEqual({
    encoder: join(folder, "onnx", "encoder_model_fp16.onnx"),
    decoder: { layout: "merged", decoder: join(folder, "onnx", "decoder_model_merged_q4.onnx") },
  });
});

test.each<[PrecisionChoice, string, RegExp]>([
  ["fp16", "precision", /no encoder_model_fp16\.onnx/],
  ["auto", "model", /no decoder_model\.onnx, decoder_model_quantized\.onnx/],
])("with precision %s the setting %s is named when files lack", (precision, field, message) => {
  install("encoder_model", new Uint8Array(1));
  expect(() => chooseExport(folder, precision, "cpu")).toThrow(
    expect.objectContaining({ code: "model.missing", field, message: expect.stringMatching(message) }),
  );
});
