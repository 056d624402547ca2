import { task } from "#nodes/transcribe/task.ts";
import { rateHz, sampleTurn } from "#nodes/transcribe/testing/speech.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { demoModel, type Recognised, utterances } from "./utterances.ts";

/** Transcribes the utterances with our own decoder as a pool's worker would; the last line is JSON. */
const rounds = Number(process.argv[2] ?? 1);
const worker = new WorkerState("cpu").forTask(() => false, demoModel);
const results: Recognised[] = [];
for (const { sample, turn, language } of utterances) {
  const { samples } = sampleTurn(sample, turn);
  const options = { precision: "fp32", initialPrompt: "", isPartial: false } as const;
  const input = { samples, sampleRateHz: rateHz, language, ...options };
  let ms = Number.POSITIVE_INFINITY;
  let output = await task.run(input, worker);
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    output = await task.run(input, worker);
    ms = Math.min(ms, performance.now() - started);
  }
  const segments = output.segments.map(({ startSamples, endSamples, text }) => {
    return { start: startSamples / rateHz, end: endSamples / rateHz, text };
  });
  results.push({ tokens: output.tokens ?? [], segments, ms });
}
console.log(JSON.stringify(results));
