import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ModelKind } from "#engine/graph/model-kind.ts";
import { manifestName } from "./manifest.ts";
import { onnxFile } from "./onnx-file.ts";
import { listModels, resolveModel } from "./resolve.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-models-"));
  vi.stubEnv("PATCHBAY_MODELS", folder);
});
afterEach(() => vi.unstubAllEnvs());

function pulled(id: string, kind: ModelKind, ...files: string[]): string {
  for (const file of files) {
    mkdirSync(join(folder, id, "onnx"), { recursive: true });
    writeFileSync(join(folder, id, file), "");
  }
  const manifest = { format: "patchbay.model/1", id, kind, repo: "a/b", revision: "main", licence: "MIT" };
  writeFileSync(join(folder, id, manifestName), JSON.stringify({ ...manifest, installedMs: 0, files: [] }));
  return join(folder, id);
}

test("a pulled model is of its kind only, and listed with it", () => {
  pulled("opus", "translation", "onnx/encoder_model.onnx");
  expect(resolveModel("opus", "translation")).toBe(join(folder, "opus"));
  expect(() => resolveModel("opus", "asr")).toThrow(expect.objectContaining({ code: "model.missing" }));
  expect(listModels()).toContainEqual({
    name: "opus",
    kind: "translation",
    origin: "installed",
    isPresent: true,
  });
});

test("a model of one file is that file, in whichever precision it was pulled", () => {
  const path = pulled("wespeaker", "speaker-embedding", "onnx/model_quantized.onnx");
  expect(resolveModel("wespeaker", "speaker-embedding")).toBe(join(path, "onnx/model_quantized.onnx"));
});

test("a part of a model is found in the precision that is there, full precision first", () => {
  const path = pulled(
    "whisper",
    "asr",
    "onnx/encoder_model_q4.onnx",
    "onnx/decoder_model.onnx",
    "onnx/decoder_model_q4.onnx",
  );
  expect(onnxFile(path, "encoder_model")).toBe(join(path, "onnx/encoder_model_q4.onnx"));
  expect(onnxFile(path, "decoder_model")).toBe(join(path, "onnx/decoder_model.onnx"));
  expect(onnxFile(path, "none")).toBe(join(path, "onnx/none.onnx"));
});

test("what is on its way is not there yet", () => {
  mkdirSync(join(folder, ".pulls", "whisper-tiny"), { recursive: true });
  expect(listModels().every(({ origin }) => origin === "shipped")).toBe(true);
  expect(() => resolveModel(".pulls", "asr")).toThrow(expect.objectContaining({ code: "model.missing" }));
});

test("without PATCHBAY_MODELS the models are in the data folder", () => {
  vi.stubEnv("PATCHBAY_MODELS", undefined);
  vi.stubEnv("PATCHBAY_DATA", folder);
  mkdirSync(join(folder, "models", "mine"), { recursive: true });
  expect(resolveModel("mine", "asr")).toBe(join(folder, "models", "mine"));
});
