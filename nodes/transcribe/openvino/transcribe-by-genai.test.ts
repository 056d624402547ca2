import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { Check } from "typebox/schema";
import { afterEach, expect, test } from "vitest";
import type { SegmentPacket, TranscriptPacket } from "#engine/graph/packets.ts";
import { captionEventSchema, toCaptionEvent } from "#engine/protocol/caption-event.ts";
import type { TaskRequest } from "#engine/runtime/task-runner.ts";
import { runNode } from "#engine/testing/run-node.ts";
import {
  type FakeGenAiOptions,
  fakeGenAi,
  type Recognition,
} from "#runtime-workers/inference/testing-genai.ts";
import { withModel } from "#runtime-workers/testing.ts";
import { transcribeNode } from "../runtime.ts";
import { type TranscribeInput, task } from "../task.ts";
import { openVinoExport, recogniseByDemo, workerWith } from "../testing/openvino-export.ts";
import { join, rateHz, sampleTurn, silence } from "../testing/speech.ts";
import { type InputOfFolder, transcribe } from "../testing/transcribe.ts";

const sentence = sampleTurn("conversation", 2);
const german = sampleTurn("stopover", 1);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function exported(): string {
  const folder = openVinoExport();
  folders.push(folder);
  return folder;
}

function fake(options: Partial<FakeGenAiOptions> = {}) {
  return fakeGenAi({ recognise: recogniseByDemo, ...options });
}

function inputOf(modelDir: string, changes: Partial<TranscribeInput> = {}): InputOfFolder {
  const plain = { sampleRateHz: rateHz, precision: "auto", initialPrompt: "", isPartial: false } as const;
  return { ...plain, modelDir, samples: sentence.samples, language: "auto", ...changes };
}

const said = (text: string): Partial<FakeGenAiOptions> => {
  const words = text
    .split(/(?=\s)/)
    .map((word, at) => ({ text: word, startTs: at / 10, endTs: (at + 1) / 10 }));
  const recognition: Recognition = { language: "en", segments: [{ text, startTs: 0, endTs: 1 }], words };
  return { recognise: async () => recognition };
};

test("text, language and word times come from the recogniser; what it does not tell is absent", async () => {
  const output = await transcribe(inputOf(exported()), workerWith(fake(), "npu"));
  expect(output.text).toBe(sentence.text);
  expect(Object.keys(output).sort()).toEqual(["language", "segments", "text", "verdict", "words"]);
  expect(output.language).toBe("en");
  expect(output.words?.map(({ text }) => text).join(" ")).toBe(sentence.text);
  for (const { startSamples, endSamples, ...word } of output.words ?? []) {
    expect(Object.keys(word)).toEqual(["text"]);
    expect(Number.isInteger(startSamples) && startSamples <= endSamples).toBe(true);
    expect(endSamples).toBeLessThanOrEqual(sentence.samples.length);
  }
});

test("within a window tokens are streamed, beyond one the recogniser's chunks are the segments, in samples", async () => {
  const genAi = fake();
  const worker = workerWith(genAi, "npu");
  const modelDir = exported();
  await transcribe(inputOf(modelDir), worker);
  expect(genAi.asked.at(-1)).toMatchObject({ return_timestamps: false, word_timestamps: true });
  const toWindowEnd = silence(10_000 - (1000 * sentence.samples.length) / rateHz);
  const samples = join(sentence.samples, toWindowEnd, sentence.samples);
  const { text, segments } = await transcribe(inputOf(modelDir, { samples }), worker);
  expect(genAi.asked.at(-1)).toMatchObject({ return_timestamps: true });
  expect(text.split(sentence.text)).toHaveLength(3);
  expect(segments.map((part) => part.text).join(" ")).toBe(text);
  expect(segments.at(-1)?.startSamples).toBeGreaterThan(9 * rateHz);
});

test("language, task and prompt are asked for as the recogniser wants them, and a language that was given is sure", async () => {
  const genAi = fake();
  const worker = workerWith(genAi, "npu");
  const modelDir = exported();
  const changes = { samples: german.samples, language: "de", initialPrompt: " Bahnhof " };
  const output = await transcribe(inputOf(modelDir, changes), worker);
  expect(output).toMatchObject({ text: german.text, language: "de", languageProbability: 1 });
  expect(genAi.asked).toEqual([
    {
      task: "transcribe",
      language: "<|de|>",
      initial_prompt: "Bahnhof",
      return_timestamps: false,
      word_timestamps: true,
    },
  ]);
  expect(await transcribe(inputOf(modelDir, { samples: german.samples }), worker)).toMatchObject({
    language: "de",
  });
});

test("a partial is not asked for words, and the recogniser is loaded once for all", async () => {
  const genAi = fake();
  const worker = workerWith(genAi, "intel-gpu:0");
  const modelDir = exported();
  const settings = { language: "auto", precision: "auto", initialPrompt: "" } as const;
  await task.warmUp?.(settings, withModel(worker, modelDir));
  expect(genAi.asked).toEqual([expect.objectContaining({ max_new_tokens: 1 })]);
  expect(await transcribe(inputOf(modelDir, { isPartial: true }), worker)).not.toHaveProperty("words");
  expect(genAi.asked.at(-1)).toMatchObject({ word_timestamps: false });
  await transcribe(inputOf(modelDir), worker);
  expect(genAi.loaded.map(({ device }) => device)).toEqual(["GPU.0"]);
});

test("an English-only model is asked neither for a language nor for a task", async () => {
  const modelDir = exported();
  const path = joinPath(modelDir, "generation_config.json");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace('"is_multilingual": true', '"is_multilingual": false'));
  const worker = workerWith(fake(), "npu");
  expect(await transcribe(inputOf(modelDir, { language: "en" }), worker)).toMatchObject({
    text: sentence.text,
  });
  await expect(transcribe(inputOf(modelDir, { language: "de" }), worker)).rejects.toMatchObject({
    code: "language.unknown",
  });
});

test("a language or rate that the model does not have is refused as with our own decoder", async () => {
  const worker = workerWith(fake(), "npu");
  const modelDir = exported();
  await expect(transcribe(inputOf(modelDir, { language: "ja" }), worker)).rejects.toMatchObject({
    code: "language.unknown",
    hint: expect.stringContaining("en, es, fr, de"),
  });
  await expect(transcribe(inputOf(modelDir, { sampleRateHz: 48000 }), worker)).rejects.toMatchObject({
    code: "audio.sample-rate",
    hint: expect.stringContaining("16000"),
  });
});

test("what nobody can hear does not reach the recogniser", async () => {
  const genAi = fake();
  const output = await transcribe(inputOf(exported(), { samples: silence(2000) }), workerWith(genAi, "npu"));
  expect(output).toEqual({
    verdict: { kind: "inaudible", figures: { rms: 0 } },
    text: "",
    language: "en",
    languageProbability: 0,
    segments: [],
  });
  expect(genAi.asked).toEqual([]);
});

test("a text that repeats itself is no partial, and a final loses its repeats", async () => {
  const loop = `So then${" thank you".repeat(12)}`;
  const modelDir = exported();
  const worker = workerWith(fake(said(loop)), "npu");
  expect((await transcribe(inputOf(modelDir, { isPartial: true }), worker)).text).toBe("");
  const final = await transcribe(inputOf(modelDir), worker);
  expect(final.text).toBe("So then thank you");
  expect(final.words?.map(({ text }) => text)).toEqual(["So", "then", "thank", "you"]);
});

test("odd words over silence are taken for invented", async () => {
  const samples = join(silence(1000), sentence.samples);
  const words = [{ text: " Thanks.", startTs: 0.2, endTs: 0.25 }];
  const recognition = { language: "en", segments: [], words };
  const worker = workerWith(fake({ recognise: async () => recognition }), "npu");
  expect((await transcribe(inputOf(exported(), { samples }), worker)).text).toBe("");
});

test("times beyond the audio, backward or not told are set right", async () => {
  const segments = [
    { text: " One", startTs: 0, endTs: 3 },
    { text: " two", startTs: 2.5, endTs: -1 },
    { text: " three", startTs: 5, endTs: 99 },
  ];
  const recognition = { language: "en", segments, words: [] };
  const samples = join(...Array.from({ length: 8 }, () => sentence.samples));
  const worker = workerWith(fake({ recognise: async () => recognition }), "npu");
  const output = await transcribe(inputOf(exported(), { samples }), worker);
  expect(samples.length).toBeGreaterThan(10 * rateHz);
  expect(output.segments.map(({ startSamples, endSamples }) => [startSamples, endSamples])).toEqual([
    [0, 3 * rateHz],
    [3 * rateHz, 5 * rateHz],
    [5 * rateHz, samples.length],
  ]);
});

test("a task that is cancelled ends between two tokens", async () => {
  const genAi = fake();
  let asked = 0;
  const worker = workerWith(genAi, "npu", () => ++asked > 3);
  await expect(transcribe(inputOf(exported()), worker)).rejects.toMatchObject({ code: "task.cancelled" });
  expect(genAi.streamed).toHaveLength(3);
});

test("a recogniser that does not load is the device's failure", async () => {
  const genAi = fake({ refuse: () => "NPU driver too old" });
  await expect(transcribe(inputOf(exported()), workerWith(genAi, "npu"))).rejects.toMatchObject({
    code: "device.failed",
    message: "npu failed: NPU driver too old",
  });
});

test("figures that the recogniser does not give are absent in the transcript and in the caption event", async () => {
  const modelDir = exported();
  const worker = workerWith(fake(), "npu");
  const tasks = {
    run: async ({ input, isWarmUp }: TaskRequest) => {
      if (isWarmUp === true) return { output: { joinsRuns: false }, device: "npu", attempts: 1 };
      const output = await transcribe({ ...(input as TranscribeInput), modelDir }, worker);
      return { output, device: "npu", attempts: 1 };
    },
  };
  const packet: SegmentPacket = {
    type: "segment",
    segmentId: 3,
    state: "closed",
    samples: sentence.samples,
    sampleRateHz: rateHz,
    startSamples: 0,
    endSamples: sentence.samples.length,
    clockRateHz: rateHz,
  };
  const [sent] = await runNode(transcribeNode, { packets: [{ port: "segment", packet }], tasks, config: {} });
  const transcript = sent?.packet as TranscriptPacket;
  expect(transcript.text).toBe(sentence.text);
  for (const figure of [
    "languageProbability",
    "averageLogProbability",
    "noSpeechProbability",
    "compressionRatio",
  ]) {
    expect(transcript).not.toHaveProperty(figure);
  }
  expect(transcript.words?.[0]).not.toHaveProperty("probability");
  const event = toCaptionEvent(transcript);
  expect(event).toStrictEqual({
    kind: "final",
    segmentId: 3,
    language: "en",
    text: sentence.text,
    startMs: 0,
    endMs: expect.any(Number),
  });
  expect(Check(captionEventSchema, event)).toBe(true);
});
