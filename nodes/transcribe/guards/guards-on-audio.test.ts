import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { type TranscribeInput, task } from "../task.ts";
import { digitString, join, noRecordings, rateHz, sampleTurn, silence, wordsOf } from "../testing/speech.ts";

const modelDir = resolveModel("phrasebook-asr", "asr");
const state = new WorkerState("cpu");
const sentence = sampleTurn("conversation", 2);

function transcribe(samples: Float32Array, changes: Partial<TranscribeInput> = {}, onStep = () => {}) {
  const options = { language: "auto", precision: "auto", initialPrompt: "", isPartial: false } as const;
  const cancelled = () => {
    onStep();
    return false;
  };
  const input = { samples, sampleRateHz: rateHz, ...options, ...changes };
  return task.run(input, state.forTask(cancelled, modelDir));
}

function whiteNoise(seconds: number, peak: number): Float32Array {
  let seed = 1;
  return Float32Array.from({ length: seconds * rateHz }, () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return peak * (seed / 1073741824 - 1);
  });
}

/** Plucked notes of an eighth of a second, with two overtones. */
function music(seconds: number, notesHz: readonly number[]): Float32Array {
  return Float32Array.from({ length: seconds * rateHz }, (_, at) => {
    const note = Math.floor((8 * at) / rateHz);
    const angle = (2 * Math.PI * (notesHz[note % notesHz.length] as number) * at) / rateHz;
    const fade = Math.exp(-((at / rateHz) % 0.125) * 16);
    return 0.3 * fade * (Math.sin(angle) + 0.5 * Math.sin(2 * angle) + 0.3 * Math.sin(3 * angle));
  });
}

/** Made by the peer; how is said in the file. */
const { utterances } = JSON.parse(
  readFileSync(new URL("../testing/fixtures/transformers-tokens.json", import.meta.url), "utf8"),
) as {
  utterances: {
    sample: string;
    turn: number;
    language: string;
    tokens: number[];
    segments: { start: number; end: number; text: string }[];
  }[];
};

test.each(utterances)("$sample $turn: the tokens and times are those of transformers.js", async (peer) => {
  const output = await transcribe(sampleTurn(peer.sample, peer.turn).samples, { language: peer.language });
  expect(output.tokens).toEqual(peer.tokens);
  const seconds = (samples: number) => Math.round((samples / rateHz) * 100) / 100;
  expect(
    output.segments.map(({ startSamples, endSamples, text }) => {
      return { start: seconds(startSamples), end: seconds(endSamples), text };
    }),
  ).toEqual(peer.segments);
});

test("the model does not run on what nobody can hear", async () => {
  let steps = 0;
  const output = await transcribe(whiteNoise(3, 0.004), {}, () => steps++);
  expect(output).toMatchObject({ text: "", segments: [], noSpeechProbability: 1 });
  expect(steps).toBe(0);
});

test("white noise is no speech, and gives no text", async () => {
  const output = await transcribe(whiteNoise(5, 0.03));
  expect(output).toMatchObject({ text: "", segments: [], temperature: 0 });
  expect(output.noSpeechProbability).toBeGreaterThan(0.6);
  expect(output.averageLogProbability).toBeLessThan(-1);
});

test("what the model is unsure of, such as music, is decoded again at higher temperatures", async () => {
  const samples = music(4, [262, 330, 392, 523]);
  const output = await transcribe(samples);
  expect(output.temperature).toBeGreaterThan(0);
  expect(await transcribe(samples)).toEqual(output);
  expect(await transcribe(samples, { isPartial: true })).toMatchObject({ text: "", temperature: 0 });
});

test.skipIf(noRecordings)(
  "a word over and over is taken for a loop, and decoded again until the text repeats no more",
  async () => {
    const samples = digitString("george", new Array<number>(12).fill(7));
    expect(await transcribe(samples, { isPartial: true })).toMatchObject({ text: "", temperature: 0 });
    const output = await transcribe(samples);
    expect(output.temperature).toBeGreaterThan(0);
    expect(output.compressionRatio).toBeLessThanOrEqual(2.4);
    expect(wordsOf(output.text)).toContain("seven");
  },
);

test("a sentence whose last word is cut keeps the words before it, and none lies behind the audio", async () => {
  const samples = sentence.samples.slice(0, 1.2 * rateHz);
  const { text, words = [] } = await transcribe(samples);
  expect(wordsOf(text).slice(0, 4)).toEqual(["where", "is", "the", "train"]);
  expect(wordsOf(text).length).toBeLessThanOrEqual(5);
  expect(words.at(-1)?.endSamples).toBeLessThanOrEqual(samples.length);
});

test("words have times in order, within their segment, and together they are the text", async () => {
  const output = await transcribe(join(silence(1000), sentence.samples));
  const words = output.words ?? [];
  expect(words.map(({ text }) => text).join(" ")).toBe(sentence.text);
  const edges = words.flatMap(({ startSamples, endSamples }) => [startSamples, endSamples]);
  expect(edges).toEqual([...edges].sort((a, b) => a - b));
  // a second of silence, then 0.1 s around the sentence
  expect(edges[0]).toBeGreaterThan(0.9 * rateHz);
  expect(edges[0]).toBeLessThan(1.4 * rateHz);
  expect(words.every(({ probability = 0 }) => probability > 0.5 && probability <= 1)).toBe(true);
});

test("partials have no word times", async () => {
  expect(await transcribe(sentence.samples, { isPartial: true })).not.toHaveProperty("words");
});

test("a prompt that the model makes nothing of costs no text", async () => {
  const output = await transcribe(sentence.samples, {
    initialPrompt: "<|endoftext|> The train station, platform two.",
  });
  expect(output.text).toBe(sentence.text);
});
