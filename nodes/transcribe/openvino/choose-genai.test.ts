import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { fakeGenAi } from "#runtime-workers/inference/testing-genai.ts";
import { filesOf, loadCatalogue } from "#runtime-workers/models/catalogue.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import type { TranscribeInput } from "../task.ts";
import { openVinoExport, recogniseByDemo, workerWith } from "../testing/openvino-export.ts";
import { rateHz, sampleTurn } from "../testing/speech.ts";
import { type InputOfFolder, transcribe } from "../testing/transcribe.ts";

const sentence = sampleTurn("conversation", 2);
const demo = resolveModel("phrasebook-asr", "asr");
const fake = () => fakeGenAi({ recognise: recogniseByDemo });
const folders: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function exported(): string {
  const folder = openVinoExport();
  folders.push(folder);
  return folder;
}

function inputOf(modelDir: string, changes: Partial<TranscribeInput> = {}): InputOfFolder {
  const plain = { sampleRateHz: rateHz, precision: "auto", initialPrompt: "", isPartial: false } as const;
  return { ...plain, modelDir, samples: sentence.samples, language: "auto", ...changes };
}

test.each(["npu", "intel-gpu:0", "cpu"])(
  "without the package %s cannot run an OpenVINO export: the model lacks something",
  async (device) => {
    await expect(transcribe(inputOf(exported()), workerWith(undefined, device))).rejects.toMatchObject({
      code: "model.missing",
      field: "model",
      hint: expect.stringMatching(/npm i openvino-genai-node.*ONNX/),
    });
  },
);

test.each(["cuda:0", "webgpu:0"])(
  "%s passes an OpenVINO export on to a device that runs it",
  async (device) => {
    await expect(transcribe(inputOf(exported()), workerWith(fake(), device))).rejects.toMatchObject({
      code: "device.unsuitable",
      hint: expect.stringMatching(/npu, intel-gpu or cpu.*ONNX/),
    });
  },
);

test("a folder with both exports: OpenVINO's own devices take theirs where the package is, all others the ONNX one", async () => {
  const modelDir = exported();
  cpSync(join(demo, "onnx"), join(modelDir, "onnx"), {
    recursive: true,
  });
  const onNpu = fake();
  await transcribe(inputOf(modelDir), workerWith(onNpu, "npu"));
  expect(onNpu.asked).toHaveLength(1);
  const onCpu = fake();
  for (const worker of [workerWith(onCpu, "cpu"), workerWith(undefined, "cpu")]) {
    expect(await transcribe(inputOf(modelDir), worker)).toHaveProperty("averageLogProbability");
  }
  expect(onCpu.asked).toEqual([]);
  await expect(transcribe(inputOf(modelDir), workerWith(undefined, "npu"))).rejects.toMatchObject({
    code: "device.failed",
  });
});

test.each(
  loadCatalogue()
    .filter(({ format }) => format === "openvino")
    .map((model) => [model.id, model] as const),
)("%s of the catalogue has, once it is pulled, what the recogniser reads", async (id, model) => {
  const models = mkdtempSync(join(tmpdir(), "patchbay-models-"));
  folders.push(models);
  vi.stubEnv("PATCHBAY_MODELS", models);
  mkdirSync(join(models, id));
  for (const { path } of filesOf(model, undefined)) {
    const source = join(demo, path);
    writeFileSync(join(models, id, path), path.endsWith(".json") ? readFileSync(source) : "");
  }
  const recognition = { language: "en", segments: [], words: [{ text: " Yes.", startTs: 0, endTs: 1 }] };
  const genAi = fakeGenAi({ recognise: async () => recognition });
  expect((await transcribe(inputOf(resolveModel(id, "asr")), workerWith(genAi, "npu"))).text).toBe("Yes.");
});

test("a precision that is set means the ONNX export: an OpenVINO one has its own", async () => {
  const genAi = fake();
  await expect(
    transcribe(inputOf(exported(), { precision: "fp32" }), workerWith(genAi, "npu")),
  ).rejects.toMatchObject({
    code: "model.missing",
    field: "precision",
    hint: expect.stringContaining("set precision to auto"),
  });
  expect(genAi.loaded).toEqual([]);
});
