import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { readWhisperModel } from "./model-files.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-model-"));
  const source = resolveModel("phrasebook-asr", "asr");
  cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith("onnx") });
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Rewrites one of the model's files. */
function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

test("sizes and tokens are those of the model's own files", async () => {
  const model = await readWhisperModel(folder);
  expect(model.features).toEqual({
    sampleRateHz: 16000,
    fftSize: 400,
    hopSamples: 160,
    melBands: 80,
    windowSamples: 160000,
  });
  expect(model).toMatchObject({ startOfTranscript: 1157, transcribe: 1163, noSpeech: 1166, maxTokens: 224 });
  expect(model).toMatchObject({ contextTokens: 448, startOfPrevious: 1165 });
  expect(model.medianFilterFrames).toBe(7);
  expect(model.alignmentHeads).toHaveLength(12);
  expect(model.alignmentHeads[5]).toEqual([1, 1]);
  expect([...model.languages]).toEqual([
    ["en", 1158],
    ["es", 1159],
    ["fr", 1160],
    ["de", 1161],
  ]);
  expect(model.timestampSamples).toBe(320);
  expect(model.rules).toMatchObject({ endOfText: 1156, timestampBegin: 1168, maxInitialTimestampIndex: 50 });
});

test("all special tokens but the end are suppressed, and those that the model lists", async () => {
  edit("generation_config.json", (text) =>
    text.replace('"suppress_tokens": []', '"suppress_tokens": [7, 1158]'),
  );
  const { rules } = await readWhisperModel(folder);
  expect([...rules.suppressed].sort((a, b) => a - b)).toEqual([
    7, 1157, 1158, 1159, 1160, 1161, 1162, 1163, 1164, 1165, 1166, 1167,
  ]);
});

test("an English-only model has no languages, whatever its tokens are", async () => {
  edit("generation_config.json", (text) =>
    text.replace('"is_multilingual": true', '"is_multilingual": false'),
  );
  expect((await readWhisperModel(folder)).languages.size).toBe(0);
});

test("128 mel bands are as good as 80, and a model without heads for alignment has no word times", async () => {
  edit("preprocessor_config.json", (text) => text.replace('"feature_size": 80', '"feature_size": 128'));
  edit("generation_config.json", (text) => text.replace('"alignment_heads"', '"other_heads"'));
  edit("config.json", (text) => text.replace('"median_filter_width"', '"other_width"'));
  const model = await readWhisperModel(folder);
  expect(model.features.melBands).toBe(128);
  expect(model.alignmentHeads).toEqual([]);
  expect(model.medianFilterFrames).toBe(7);
});

test("text goes to tokens and back, and special tokens in it are left out", async () => {
  const { toText, toTokens } = await readWhisperModel(folder);
  expect(toText(toTokens(" Where is the station?"))).toBe(" Where is the station?");
  expect(toText(toTokens(" Where<|endoftext|><|en|> is it?"))).toBe(" Where is it?");
  expect(toText([1156, 1170])).toBe("");
});

test("the older name of the no-speech token is known", async () => {
  edit("tokenizer.json", (text) => text.replace("<|nospeech|>", "<|nocaptions|>"));
  expect((await readWhisperModel(folder)).noSpeech).toBe(1166);
});

test.each([
  ["tokenizer.json", "<|nospeech|>", "<|other|>", "<|nospeech|> or <|nocaptions|>"],
  ["config.json", '"max_source_positions": 500', '"max_source_positions": "many"', "/max_source_positions"],
  ["preprocessor_config.json", '"n_fft": 400', '"n_fft": 400 400', "cannot be read as JSON"],
])("a broken %s is named with what is wrong", async (file, from, to, reason) => {
  edit(file, (text) => text.replace(from, to));
  await expect(readWhisperModel(folder)).rejects.toMatchObject({
    code: "model.broken",
    message: expect.stringMatching(
      new RegExp(`${file.replace(".", "\\.")}.*${reason.replaceAll("|", "\\|")}`),
    ),
  });
});

test("a file that is not there is named", async () => {
  rmSync(join(folder, "generation_config.json"));
  await expect(readWhisperModel(folder)).rejects.toMatchObject({
    code: "model.broken",
    message: expect.stringContaining("generation_config.json"),
  });
});
