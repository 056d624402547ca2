import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PrecisionChoice } from "#engine/graph/precision.ts";
import { chooseExport } from "#runtime-workers/inference/seq2seq/export-files.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { countOperators, quantised } from "#runtime-workers/testing/onnx/quantised.ts";
import { task } from "../task.ts";
import { rateHz, sampleTurn, wordErrors, wordsOf } from "../testing/speech.ts";

const demo = resolveModel("phrasebook-asr", "asr");
const state = new WorkerState("cpu");
const turnsOf = (sample: string, count: number) =>
  Array.from({ length: count }, (_, at) => sampleTurn(sample, at));
const sentences = [...turnsOf("conversation", 14), ...turnsOf("stopover", 10)];
const sentence = sampleTurn("stopover", 1);
const layouts = {
  "with-past": ["encoder_model", "decoder_model", "decoder_with_past_model"],
  merged: ["encoder_model", "decoder_model_merged"],
} as const;
type Part = (typeof layouts)["with-past" | "merged"][number];
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-quantised-"));
  cpSync(demo, folder, { recursive: true, filter: (path) => !path.endsWith(".onnx") });
});

afterEach(() => rmSync(folder, { recursive: true }));

const plain = (part: Part) => readFileSync(join(demo, "onnx", `${part}.onnx`));

function install(precision: "int8" | "q4", parts: readonly Part[]): void {
  for (const part of parts) {
    writeFileSync(join(folder, "onnx", `${part}_${precision}.onnx`), quantised(plain(part), precision));
  }
}

function transcribe(modelDir: string, precision: PrecisionChoice, { samples } = sentence) {
  return task.run(
    {
      samples,
      sampleRateHz: rateHz,
      language: "auto",
      precision,
      initialPrompt: "",
      isPartial: false,
    },
    state.forTask(() => false, modelDir),
  );
}

test.each<[Part, number, number, number]>([
  ["encoder_model", 24, 16, 8],
  ["decoder_model", 31, 20, 12],
  ["decoder_with_past_model", 25, 19, 12],
  ["decoder_model_merged", 56, 39, 24],
])("the quantised %s has the integer operators and no weight in floats", (part, weights, lefts, others) => {
  expect(countOperators(plain(part))).toMatchObject({ MatMul: weights + others });
  const int8 = countOperators(quantised(plain(part), "int8"));
  expect(int8).toMatchObject({ MatMulInteger: weights, DynamicQuantizeLinear: lefts, MatMul: others });
  const q4 = countOperators(quantised(plain(part), "q4"));
  expect(q4).toMatchObject({ MatMulNBits: weights, MatMul: others });
});

// Four bits cost this little model one of the 24 (two words of 110: "twelve" becomes "twenty-two"), eight bits none.
test.each([
  ["int8", "with-past", 0],
  ["int8", "merged", 0],
  ["q4", "with-past", 1],
  ["q4", "merged", 1],
] as const)("%s, %s: of the samples' sentences at most %i differs", async (precision, layout, spare) => {
  install(precision, layouts[layout]);
  expect(chooseExport(folder, precision, "cpu").decoder.layout).toBe(layout);
  const recognised: string[] = [];
  for (const sample of sentences) recognised.push((await transcribe(folder, precision, sample)).text);
  expect(sentences.filter(({ text }, at) => text !== recognised[at]).length).toBeLessThanOrEqual(spare);
  const said = sentences.map(({ text }) => text);
  expect(wordErrors(wordsOf(recognised.join(" ")), wordsOf(said.join(" ")))).toBeLessThanOrEqual(2 * spare);
});

test.each([
  ["int8", 0.01],
  ["q4", 0.1],
] as const)(
  "%s gives the tokens and words of floats, and other log-probabilities",
  async (precision, within) => {
    install(precision, layouts["with-past"]);
    const [recognised, expected] = [await transcribe(folder, precision), await transcribe(demo, "fp32")];
    expect(recognised.tokens).toEqual(expected.tokens);
    const change = (recognised.averageLogProbability as number) - (expected.averageLogProbability as number);
    expect(change).not.toBe(0);
    expect(Math.abs(change)).toBeLessThan(within);
    expect(recognised.words?.map(({ text }) => text)).toEqual(expected.words?.map(({ text }) => text));
  },
);

test.each(["int8", "q4"] as const)("auto runs %s where no floats are there", async (precision) => {
  install(precision, layouts["with-past"]);
  expect(chooseExport(folder, "auto", "cpu").encoder).toMatch(`encoder_model_${precision}.onnx`);
  expect((await transcribe(folder, "auto")).text).toBe(sentence.text);
});

test.each(["int8", "q4"] as const)("an encoder in floats feeds a decoder in %s", async (precision) => {
  writeFileSync(join(folder, "onnx", "encoder_model.onnx"), plain("encoder_model"));
  install(precision, layouts["with-past"].slice(1));
  const recognised = await transcribe(folder, "auto");
  expect(recognised.text).toBe(sentence.text);
  expect(recognised.averageLogProbability).not.toBe((await transcribe(demo, "fp32")).averageLogProbability);
});
