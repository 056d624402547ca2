import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PrecisionChoice } from "#engine/graph/precision.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { withHalfPorts } from "#runtime-workers/testing/onnx/half-ports.ts";
import { quantised } from "#runtime-workers/testing/onnx/quantised.ts";
import { task } from "./task.ts";

const demo = resolveModel("phrasebook-mt", "translation");
const state = new WorkerState("cpu");
const layouts = {
  "with-past": ["encoder_model", "decoder_model", "decoder_with_past_model"],
  merged: ["encoder_model", "decoder_model_merged"],
  plain: ["encoder_model", "decoder_model"],
} as const;
const sentences = [
  ["en", "Where is the train station?"],
  ["es", "La reunión es el viernes."],
  ["fr", "Combien ça coûte ?"],
  ["de", "Vielen Dank."],
] as const;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-translation-"));
  cpSync(demo, folder, { recursive: true, filter: (path) => !path.endsWith(".onnx") });
});

afterEach(() => rmSync(folder, { recursive: true }));

function install(
  parts: readonly string[],
  ending = "",
  change: (model: Uint8Array) => Uint8Array = (model) => model,
): void {
  for (const part of parts) {
    const model = readFileSync(join(demo, "onnx", `${part}.onnx`));
    writeFileSync(join(folder, "onnx", `${part}${ending}.onnx`), change(model));
  }
}

/** Every sentence in all other languages of the model. */
async function translateAll(modelFolder: string, precision: PrecisionChoice = "auto") {
  const pairs = sentences.flatMap(([from, text]) =>
    sentences.flatMap(([to]) => (to === from ? [] : [{ text, sourceLanguage: from, targetLanguage: to }])),
  );
  const outputs = [];
  for (const pair of pairs) {
    const worker = state.forTask(() => false, modelFolder);
    outputs.push(await task.run({ precision, ...pair }, worker));
  }
  return outputs;
}

const textsOf = (outputs: readonly { text: string }[]) => outputs.map(({ text }) => text);

test.each(["merged", "plain"] as const)(
  "the layout %s gives the texts and figures of with-past",
  async (layout) => {
    install(layouts[layout]);
    const [given, expected] = [await translateAll(folder), await translateAll(demo)];
    expect(textsOf(given)).toEqual(textsOf(expected));
    expect(new Set(textsOf(given)).size).toBe(12);
    for (const [at, { averageLogProbability }] of given.entries()) {
      expect(averageLogProbability).toBeCloseTo(expected[at]?.averageLogProbability as number, 4);
    }
  },
);

test("an export whose tensors are halves gives the same texts", async () => {
  install(layouts["with-past"], "_fp16", withHalfPorts);
  expect(textsOf(await translateAll(folder, "fp16"))).toEqual(textsOf(await translateAll(demo)));
});

test.each([
  ["int8", "with-past"],
  ["int8", "merged"],
  ["q4", "with-past"],
  ["q4", "merged"],
] as const)("%s, %s, gives the texts of floats and other log-probabilities", async (precision, layout) => {
  install(layouts[layout], `_${precision}`, (model) => quantised(model, precision));
  const [given, expected] = [await translateAll(folder, precision), await translateAll(demo)];
  expect(textsOf(given)).toEqual(textsOf(expected));
  expect(given.map((each) => each.averageLogProbability)).not.toEqual(
    expected.map((each) => each.averageLogProbability),
  );
});

test("auto runs what is there; a precision that is not there is named", async () => {
  install(layouts.merged, "_q4", (model) => quantised(model, "q4"));
  expect(textsOf(await translateAll(folder))).toEqual(textsOf(await translateAll(demo)));
  await expect(translateAll(folder, "fp16")).rejects.toMatchObject({
    code: "model.missing",
    field: "precision",
  });
});
