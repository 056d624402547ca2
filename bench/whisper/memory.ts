import { task } from "#nodes/transcribe/task.ts";
import { rateHz, sampleTurn } from "#nodes/transcribe/testing.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { demoModel, utterances } from "./utterances.ts";

/** Resident memory of a worker's process, in MB (2^20 bytes), after some segments and after 1,000 more. */
export interface MemoryRun {
  readonly warmMb: number;
  readonly endMb: number;
}

const warmSegments = 200;
const segments = 1000;

const state = new WorkerState("cpu");
const turns = utterances.map(({ sample, turn, language }) => {
  return { samples: sampleTurn(sample, turn).samples, language };
});

/** Segments of several lengths, so that memory for one size does not simply fit the next. */
async function hear(count: number): Promise<void> {
  for (let segment = 0; segment < count; segment++) {
    const { samples, language } = turns[segment % turns.length] as (typeof turns)[number];
    const options = { precision: "fp32", initialPrompt: "", isDraft: false } as const;
    const heard = samples.subarray(0, samples.length - (segment % 7) * 800);
    const input = { modelDir: demoModel, samples: heard, sampleRateHz: rateHz, language, ...options };
    await task(
      input,
      state.forTask(() => false),
    );
  }
}

const rssMb = () => process.memoryUsage().rss / 2 ** 20;
await hear(warmSegments);
const warmMb = rssMb();
await hear(segments);
console.log(JSON.stringify({ warmMb, endMb: rssMb() } satisfies MemoryRun));
