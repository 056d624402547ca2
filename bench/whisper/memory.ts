import { task } from "#nodes/transcribe/task.ts";
import { rateHz, sampleTurn } from "#nodes/transcribe/testing/speech.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { median } from "../support/statistics.ts";
import { demoModel, utterances } from "./utterances.ts";

/**
 * Resident memory of a worker's process over 1,000 segments once it is warm, in MB (2^20 bytes): the medians of their first
 * and of their last quarter, since the heap breathes by tens of MB between two collections.
 */
export interface MemoryRun {
  readonly firstMb: number;
  readonly lastMb: number;
}

/** By then the heap has its size: it takes 30 MB more in one step somewhere among the first thousand. */
const warmSegments = 1500;
const segments = 1000;

const state = new WorkerState("cpu");
const turns = utterances.map(({ sample, turn, language }) => {
  return { samples: sampleTurn(sample, turn).samples, language };
});

/**
 * Segments of several lengths, so that memory for one size does not simply fit the next.
 * @returns the memory after each
 */
async function transcribe(count: number): Promise<number[]> {
  const rssMb: number[] = [];
  for (let segment = 0; segment < count; segment++) {
    const { samples, language } = turns[segment % turns.length] as (typeof turns)[number];
    const options = { precision: "fp32", initialPrompt: "", isPartial: false } as const;
    const cut = samples.subarray(0, samples.length - (segment % 7) * 800);
    const input = { samples: cut, sampleRateHz: rateHz, language, ...options };
    await task.run(
      input,
      state.forTask(() => false, demoModel),
    );
    rssMb.push(process.memoryUsage.rss() / 2 ** 20);
  }
  return rssMb;
}

await transcribe(warmSegments);
const rssMb = await transcribe(segments);
const quarter = segments / 4;
const run: MemoryRun = { firstMb: median(rssMb.slice(0, quarter)), lastMb: median(rssMb.slice(-quarter)) };
console.log(JSON.stringify(run));
