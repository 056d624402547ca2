import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TranscriptPacket } from "#engine/graph/packets.ts";
import type { PrecisionChoice } from "#engine/graph/precision.ts";
import type { TaskRequest } from "#engine/runtime/task-runner.ts";
import { runNode } from "#engine/testing/run-node.ts";
import { JoinedSession } from "#runtime-workers/inference/joined-session.ts";
import { loadOnnx } from "#runtime-workers/inference/onnxruntime.ts";
import type { DecoderGraphs } from "#runtime-workers/inference/seq2seq/decoder-runner.ts";
import type { InferenceSession } from "#runtime-workers/inference/session.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { quantised } from "#runtime-workers/testing/onnx/quantised.ts";
import { inProcessTasks } from "#runtime-workers/testing.ts";
import { readTranslationFiles } from "./model-files.ts";
import { translateNode } from "./runtime.ts";
import { task } from "./task.ts";
import { translateSentence } from "./translate-sentence.ts";

const demo = resolveModel("phrasebook-mt", "translation");
const files = await readTranslationFiles(demo);
const sentences = ["Where is the train station?", "The meeting is on Friday.", "How much does it cost?"];
const requests = sentences.map((text) => {
  const tokens = files.tokenizer.encode(text, { add_special_tokens: false }).ids;
  return {
    inputIds: [files.languageTokens.get("en") as number, ...tokens, files.endToken],
    prefixIds: [files.decoderStartToken, files.languageTokens.get("de") as number],
    endToken: files.endToken,
    padToken: files.padToken,
    maxNewTokens: 40,
    throwIfCancelled: () => {},
  };
});

/** A session that counts the runs of its model, and one for tasks that share them. */
async function counted(file: string) {
  const own = await loadOnnx(`${demo}/onnx/${file}.onnx`);
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

async function modelOf(layout: "with-past" | "merged") {
  const encoder = await counted("encoder_model");
  const first = await counted(layout === "merged" ? "decoder_model_merged" : "decoder_model");
  const step = await counted("decoder_with_past_model");
  const sessions = (of: "own" | "joined") => {
    const decoder: DecoderGraphs =
      layout === "merged"
        ? { layout, decoder: first[of], heads: 4, headWidth: 32 }
        : { layout, first: first[of], step: step[of] };
    return { encoder: encoder[of], decoder, joinsRuns: true };
  };
  const steps = layout === "merged" ? first.runs : step.runs;
  return { alone: sessions("own"), together: sessions("joined"), encoder: encoder.runs, steps };
}

test.each(["with-past", "merged"] as const)(
  "sentences of several sessions translated together give the tokens of each alone: %s",
  async (layout) => {
    const { alone, together, encoder, steps } = await modelOf(layout);
    expect(new Set(requests.map(({ inputIds }) => inputIds.length)).size).toBeGreaterThan(1);
    const expected = [];
    for (const request of requests) expected.push(await translateSentence(alone, request));
    const given = await Promise.all(requests.map((request) => translateSentence(together, request)));
    expect(given.map(({ tokens }) => tokens)).toEqual(expected.map(({ tokens }) => tokens));
    expect(encoder.count).toBe(1);
    expect(steps.count).toBeLessThanOrEqual(Math.max(...given.map(({ tokens }) => tokens.length)) + 1);
  },
);

test("one of several sentences that is cancelled ends, and the others go on", async () => {
  const { alone, together } = await modelOf("with-past");
  const [first, second] = requests as [(typeof requests)[0], (typeof requests)[0]];
  let steps = 0;
  const throwIfCancelled = () => {
    if (++steps > 3) throw new RangeError("cancelled");
  };
  const [one, other] = await Promise.allSettled([
    translateSentence(together, { ...first, throwIfCancelled }),
    translateSentence(together, second),
  ]);
  expect(one).toMatchObject({ status: "rejected" });
  const { tokens } = await translateSentence(alone, second);
  expect(other).toMatchObject({ status: "fulfilled", value: { tokens } });
});

function inputsOf(precision: PrecisionChoice) {
  const languages = { sourceLanguage: "en", targetLanguage: "es" };
  return sentences.map((text) => ({ precision, text, ...languages }));
}

test("an 8-bit export gives beside others exactly what it gives alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-translation-"));
  cpSync(demo, folder, { recursive: true, filter: (path) => !path.endsWith(".onnx") });
  for (const part of ["encoder_model", "decoder_model_merged"]) {
    const model = quantised(readFileSync(join(demo, "onnx", `${part}.onnx`)), "int8");
    writeFileSync(join(folder, "onnx", `${part}_int8.onnx`), model);
  }
  const state = new WorkerState("cpu");
  const inputs = inputsOf("auto");
  const alone = [];
  for (const input of inputs)
    alone.push(
      await task.run(
        input,
        state.forTask(() => false, folder),
      ),
    );
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

test("texts wait under one key, so that they can be taken together, whatever they are translated into", async () => {
  const keys: (string | undefined)[] = [];
  const inner = inProcessTasks();
  const tasks = {
    run: (asked: TaskRequest) => {
      if (asked.isWarmUp !== true) keys.push(asked.batchKey);
      return inner.run(asked);
    },
  };
  const packet: TranscriptPacket = {
    type: "transcript",
    segmentId: 1,
    hypothesis: "final",
    text: "Good morning.",
    language: "en",
    startSamples: 0,
    endSamples: 16_000,
    clockRateHz: 16_000,
  };
  for (const targetLanguages of [["es"], ["fr", "de"]]) {
    const packets = [{ port: "transcript", packet }];
    await runNode(translateNode, { packets, config: { targetLanguages }, tasks });
  }
  expect(keys).toEqual(["auto", "auto", "auto"]);
});
