import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UnsuitableModels } from "./unsuitable-models.ts";

const model = { name: "mine", kind: "asr" } as const;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-unsuitable-"));
  mkdirSync(join(folder, "mine", "onnx"), { recursive: true });
  for (const file of ["config.json", "onnx/decoder.onnx"]) writeFileSync(join(folder, "mine", file), "{}");
  vi.stubEnv("PATCHBAY_MODELS", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function known(): UnsuitableModels {
  const models = new UnsuitableModels();
  models.add(model, "it grows");
  expect(models.reasonFor(model)).toBe("it grows");
  expect(models.reasonFor({ ...model, name: "another" })).toBeUndefined();
  return models;
}
const later = new Date(Date.now() + 60_000);

test.each(["config.json", "onnx/decoder.onnx"])(
  "a model is tried again when its file %s was written anew in its place",
  (file) => {
    const models = known();
    utimesSync(join(folder, "mine", file), later, later); // the folder's own time stays
    expect(models.reasonFor(model)).toBeUndefined();
  },
);

test("a model that is removed is forgotten", () => {
  const models = known();
  rmSync(join(folder, "mine"), { recursive: true });
  expect(models.reasonFor(model)).toBeUndefined();
});
