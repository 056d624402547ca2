import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { expect, test } from "vitest";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { task } from "./task.ts";
import {
  digitString,
  join,
  noRecordings,
  rateHz,
  sampleTurn,
  silence,
  wordErrors,
  wordsOf,
} from "./testing/speech.ts";

const digitNames = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const modelDir = resolveModel("phrasebook-asr", "asr");
const state = new WorkerState("cpu");
const plain = { sampleRateHz: rateHz, precision: "auto", initialPrompt: "", isPartial: false } as const;
const sentence = sampleTurn("conversation", 2);

function transcribe(samples: Float32Array, language = "auto", cancelled = () => false) {
  return task.run({ ...plain, samples, language }, state.forTask(cancelled, modelDir));
}

test.skipIf(noRecordings)("digits of five real speakers have a word error rate under 20%", async () => {
  const strings = [
    [3, 1, 4, 1, 5],
    [9, 2, 6, 5, 3],
    [8, 0, 7, 4, 2],
  ];
  let errors = 0;
  let words = 0;
  for (const speaker of ["george", "jackson", "lucas", "nicolas", "yweweler"]) {
    for (const digits of strings) {
      const { text, language } = await transcribe(digitString(speaker, digits));
      expect(language).toBe("en");
      errors += wordErrors(
        wordsOf(text),
        digits.map((digit) => digitNames[digit] as string),
      );
      words += digits.length;
    }
  }
  console.log(`digits: word error rate ${((100 * errors) / words).toFixed(1)}% of ${words} words`);
  expect(errors / words).toBeLessThan(0.2);
});

test.skipIf(noRecordings)("speech beyond the window is all recognised, in order", async () => {
  const digits = [2, 7, 7, 4, 0, 6, 8, 5, 0, 1, 3, 9, 6, 2, 6, 5, 8, 5, 7, 1, 4, 9, 3, 0];
  const samples = digitString("jackson", digits);
  expect(samples.length).toBeGreaterThan(12 * rateHz);
  const { text, segments } = await transcribe(samples);
  const errors = wordErrors(
    wordsOf(text),
    digits.map((digit) => digitNames[digit] as string),
  );
  console.log(`long audio: ${errors} errors in ${digits.length} words`);
  expect(errors / digits.length).toBeLessThan(0.4);
  expect(wordsOf(text).length).toBeGreaterThan(0.85 * digits.length);
  expect(segments.map(({ text: part }) => part).join(" ")).toBe(text);
  const edges = segments.flatMap(({ startSamples, endSamples }) => [startSamples, endSamples]);
  expect(edges).toEqual([...edges].sort((a, b) => a - b));
  expect(edges.at(-1)).toBeGreaterThan(samples.length - rateHz);
});

test("a sentence comes out as it was said, sure of itself", async () => {
  const output = await transcribe(sentence.samples);
  expect(output.text).toBe(sentence.text);
  expect(output.averageLogProbability).toBeGreaterThan(-0.5);
  expect(output.noSpeechProbability).toBeLessThan(0.05);
});

test.each([
  ["conversation", 3, "en"],
  ["stopover", 2, "es"],
  ["stopover", 1, "de"],
])("the language of %s %i is detected as %s", async (sample, index, language) => {
  const turn = sampleTurn(sample, index);
  const output = await transcribe(turn.samples);
  expect(output).toMatchObject({ text: turn.text, language });
  expect(output.languageProbability).toBeGreaterThan(0.9);
  expect(output.languageProbability).toBeLessThanOrEqual(1);
});

test("a language that is given is not detected", async () => {
  const forced = await transcribe(sentence.samples, "de");
  expect(forced).toMatchObject({ language: "de", languageProbability: 1 });
  const given = await transcribe(sentence.samples, "en");
  expect(given).toMatchObject({ text: sentence.text, languageProbability: 1 });
});

test("detecting the language or being given it leads to the same tokens and figures", async () => {
  const detected = await transcribe(sentence.samples, "auto");
  const given = await transcribe(sentence.samples, "en");
  expect(given.tokens).toEqual(detected.tokens);
  expect(given.averageLogProbability).toBeCloseTo(detected.averageLogProbability as number, 3);
  expect(given.noSpeechProbability).toBeCloseTo(detected.noSpeechProbability as number, 4);
});

test("the first window with text decides on the language of all", async () => {
  const german = sampleTurn("stopover", 1).samples;
  const toWindowEnd = silence(10_000 - (1000 * german.length) / rateHz);
  const mixed = join(silence(10_000), german, toWindowEnd, sentence.samples);
  const detected = await transcribe(mixed);
  expect(detected.language).toBe("de");
  expect(detected.text).toBe((await transcribe(mixed, "de")).text);
  expect(detected.text).not.toContain(sentence.text);
});

test("an English-only model is asked for English without a language token", async () => {
  const folder = mkdtempSync(joinPath(tmpdir(), "patchbay-english-"));
  cpSync(modelDir, folder, { recursive: true });
  const path = joinPath(folder, "generation_config.json");
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace('"is_multilingual": true', '"is_multilingual": false'),
  );
  const run = (language: string) =>
    task.run(
      { ...plain, samples: sentence.samples, language },
      state.forTask(() => false, folder),
    );
  expect(await run("auto")).toMatchObject({ language: "en", languageProbability: 1 });
  expect(await run("auto")).toEqual(await run("en"));
  await expect(run("de")).rejects.toMatchObject({
    code: "language.unknown",
    hint: "Use auto, en, or another model.",
  });
  rmSync(folder, { recursive: true });
});

test("the same audio gives the same tokens again", async () => {
  expect(await transcribe(sentence.samples)).toEqual(await transcribe(sentence.samples.slice()));
});

test.each([0.3, 2, 12])("%d s of silence give no text", async (seconds) => {
  const output = await transcribe(silence(1000 * seconds));
  expect(output).toMatchObject({ text: "", segments: [] });
  expect(output.noSpeechProbability).toBeGreaterThan(0.6);
});

test("a task that is cancelled ends between two steps", async () => {
  let steps = 0;
  const cancelAfter = (limit: number) => transcribe(sentence.samples, "en", () => ++steps > limit);
  await expect(cancelAfter(0)).rejects.toMatchObject({ code: "task.cancelled" });
  expect(steps).toBe(1);
  steps = 0;
  await expect(cancelAfter(5)).rejects.toMatchObject({ code: "task.cancelled" });
  expect(steps).toBe(6);
});
