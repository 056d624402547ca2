import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseExport } from "#runtime-workers/inference/seq2seq/export-files.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { withHalfPorts } from "#runtime-workers/testing/onnx/half-ports.ts";
import { type TranscribeInput, task } from "../task.ts";
import { rateHz, sampleTurn } from "../testing/speech.ts";

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

function transcribe(modelDir: string, changes: Partial<TranscribeInput> = {}) {
  const { samples } = sentence;
  const options = { language: "auto", precision: "auto", initialPrompt: "", isPartial: false } as const;
  return task.run(
    { samples, sampleRateHz: rateHz, ...options, ...changes },
    state.forTask(() => false, modelDir),
  );
}

test.each([
  ["with-past", ["encoder_model", "decoder_model", "decoder_with_past_model"]],
  ["merged", ["encoder_model", "decoder_model_merged"]],
  ["plain", ["encoder_model", "decoder_model"]],
])("a decoder of the layout %s gives the same tokens, figures and word times", async (layout, installed) => {
  for (const part of installed) install(part);
  expect(chooseExport(folder, "auto", "cpu").decoder.layout).toBe(layout);
  const [recognised, expected] = [await transcribe(folder), await transcribe(demo)];
  expect(recognised.tokens).toEqual(expected.tokens);
  expect(recognised.text).toBe(sentence.text);
  expect(recognised.averageLogProbability).toBeCloseTo(expected.averageLogProbability as number, 3);
  expect(recognised.words?.map(({ text, startSamples }) => [text, startSamples])).toEqual(
    expected.words?.map(({ text, startSamples }) => [text, startSamples]),
  );
});

test("an export whose tensors are halves gives the same text", async () => {
  for (const part of parts.slice(0, 3)) install(`${part}_fp16`, withHalfPorts(plain(part)));
  const recognised = await transcribe(folder, { precision: "fp16" });
  const expected = await transcribe(demo);
  expect(recognised.tokens).toEqual(expected.tokens);
  expect(recognised.averageLogProbability).toBeCloseTo(expected.averageLogProbability as number, 2);
  expect(recognised.words?.map(({ text }) => text)).toEqual(expected.words?.map(({ text }) => text));
});

test("an encoder in halves feeds a decoder that is not, and the other way round", async () => {
  install("encoder_model_fp16", withHalfPorts(plain("encoder_model")));
  install("decoder_model");
  expect((await transcribe(folder)).text).toBe(sentence.text);
  rmSync(join(folder, "onnx"), { recursive: true });
  cpSync(join(demo, "onnx", "encoder_model.onnx"), join(folder, "onnx", "encoder_model.onnx"));
  install("decoder_model_fp16", withHalfPorts(plain("decoder_model")));
  expect((await transcribe(folder)).text).toBe(sentence.text);
});
