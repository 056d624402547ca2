import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LogMel } from "#engine/audio/log-mel.ts";
import { JoinedSession } from "#runtime-workers/inference/joined-session.ts";
import { loadOnnx } from "#runtime-workers/inference/onnxruntime.ts";
import type { DecoderGraphs } from "#runtime-workers/inference/seq2seq/decoder-runner.ts";
import type { InferenceSession } from "#runtime-workers/inference/session.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { quantised } from "#runtime-workers/testing/onnx/quantised.ts";
import { task } from "../task.ts";
import { rateHz, sampleTurn } from "../testing/speech.ts";
import { readWhisperModel } from "./model-files.ts";
import { transcribeSamples, type Whisper } from "./transcribe-samples.ts";

const modelDir = resolveModel("phrasebook-asr", "asr");
const turns = [0, 2, 3].map((turn) => sampleTurn("conversation", turn).samples);

/** A session that counts the runs of its model, and one for tasks that share them. */
async function counted(file: string) {
  const own = await loadOnnx(`${modelDir}/onnx/${file}.onnx`);
  const runs = { count: 0 };
  const counting: InferenceSession = {
    ...own,
    run: (feeds, fetches) => {
      runs.count++;
      return own.run(feeds, fetches);
    },
  };
  return { runs, own, joined: new JoinedSession(counting, { shared: ["use_cache_branch"] }) };
}

async function whisperOf(layout: "with-past" | "merged") {
  const model = await readWhisperModel(modelDir);
  const encoder = await counted("encoder_model");
  const first = await counted(layout === "merged" ? "decoder_model_merged" : "decoder_model");
  const step = await counted("decoder_with_past_model");
  const graphs = (of: "own" | "joined"): DecoderGraphs =>
    layout === "merged"
      ? { layout, decoder: first[of], heads: 4, headWidth: 32 }
      : { layout, first: first[of], step: step[of] };
  const whisper = (of: "own" | "joined"): Whisper => {
    return {
      model,
      logMel: new LogMel(model.features),
      sessions: { encoder: encoder[of], decoder: graphs(of) },
    };
  };
  const steps = layout === "merged" ? first.runs : step.runs;
  return { alone: whisper("own"), together: whisper("joined"), encoder: encoder.runs, steps };
}

const request = (samples: Float32Array, language?: string) => {
  return { samples, language, initialPrompt: "", isPartial: false, throwIfCancelled: () => {} };
};

for (const layout of ["with-past", "merged"] as const) {
  test(`windows of several sessions decoded together give what each gives alone: ${layout}`, async () => {
    const { alone, together, encoder, steps } = await whisperOf(layout);
    const expected = [];
    for (const samples of turns) expected.push(await transcribeSamples(alone, request(samples)));
    const recognised = await Promise.all(
      turns.map((samples) => transcribeSamples(together, request(samples))),
    );
    expect(recognised.map(({ text, tokens, language }) => ({ text, tokens, language }))).toEqual(
      expected.map(({ text, tokens, language }) => ({ text, tokens, language })),
    );
    for (const [at, { words = [] }] of recognised.entries()) {
      expect(words.map(({ text }) => text)).toEqual(expected[at]?.words?.map(({ text }) => text));
    }
    const longest = Math.max(...recognised.map(({ tokens }) => tokens.length));
    expect(encoder.count).toBe(1);
    expect(steps.count).toBeLessThanOrEqual(longest + 3);
  });
}

test("one of several windows that is cancelled ends, and the others go on", async () => {
  const { alone, together } = await whisperOf("with-past");
  const [first, second] = turns as [Float32Array, Float32Array];
  const expected = await transcribeSamples(alone, request(second));
  let steps = 0;
  const cancelled = {
    ...request(first),
    throwIfCancelled: () => {
      if (++steps > 3) throw new RangeError("cancelled");
    },
  };
  const [one, other] = await Promise.allSettled([
    transcribeSamples(together, cancelled),
    transcribeSamples(together, request(second)),
  ]);
  expect(one).toMatchObject({ status: "rejected" });
  expect(other).toMatchObject({ status: "fulfilled", value: { tokens: expected.tokens } });
});

test("tasks of one worker that run at the same time answer as they do one after the other", async () => {
  const state = new WorkerState("cpu");
  const plain = {
    sampleRateHz: rateHz,
    language: "auto",
    precision: "auto",
    initialPrompt: "",
  } as const;
  const inputs = turns.map((samples) => ({ ...plain, samples, isPartial: true }));
  const expected = [];
  for (const input of inputs)
    expected.push(
      await task.run(
        input,
        state.forTask(() => false, modelDir),
      ),
    );
  const workers = state.forTasks(
    inputs.map(() => () => false),
    modelDir,
  );
  const recognised = await Promise.all(
    workers.map((worker, at) => task.run(inputs[at] as (typeof inputs)[0], worker)),
  );
  expect(recognised.map(({ tokens }) => tokens)).toEqual(expected.map(({ tokens }) => tokens));
});

test("a window of an 8-bit export gives beside others exactly what it gives alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-int8-"));
  cpSync(modelDir, folder, { recursive: true, filter: (path) => !path.endsWith(".onnx") });
  for (const part of ["encoder_model", "decoder_model_merged"]) {
    const model = quantised(readFileSync(join(modelDir, "onnx", `${part}.onnx`)), "int8");
    writeFileSync(join(folder, "onnx", `${part}_int8.onnx`), model);
  }
  const state = new WorkerState("cpu");
  const plain = { sampleRateHz: rateHz, language: "auto", initialPrompt: "" } as const;
  const inputs = turns.map((samples) => ({ ...plain, precision: "int8", samples, isPartial: true }) as const);
  const alone = [];
  for (const input of inputs) {
    const worker = state.forTask(() => false, folder);
    alone.push(await task.run(input, worker));
  }
  const workers = state.forTasks(
    inputs.map(() => () => false),
    folder,
  );
  const together = await Promise.all(
    workers.map((worker, at) => task.run(inputs[at] as (typeof inputs)[0], worker)),
  );
  expect(together).toEqual(alone);
  rmSync(folder, { recursive: true });
});
