import { readFileSync } from "node:fs";
import { LogMel } from "#engine/audio/log-mel.ts";
import { rateHz } from "#nodes/transcribe/testing/speech.ts";
import { transcribe } from "#nodes/transcribe/testing/transcribe.ts";
import { readWhisperModel } from "#nodes/transcribe/whisper/model-files.ts";
import type { InferenceSession } from "#runtime-workers/inference/session.ts";
import type { TaskWorker } from "#runtime-workers/inference/task.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { answerQuestions } from "../support/measurer.ts";
import { decodePlainly, watchSessions } from "./floor.ts";

/** What is to be measured on one window of 30 s. */
export interface OwnQuestion {
  /**
   * `window`: our task, as a pool's worker runs it. `batch`: several of them joined. `count`: one with its model runs
   * counted, untimed. `floor`: the plain loop over the
   * sessions that a window before it has loaded. `features`: the log-mel alone.
   */
  readonly measure: "window" | "batch" | "count" | "floor" | "features";
  /** The model's folder. */
  readonly folder: string;
}

/** One decoded window, or several at once. */
export interface OwnRun {
  readonly wholeMs: number;
  /** From the encoder's end on. */
  readonly decoderMs: number;
  /** From run to run of the decoder, each with the choice of its token, and at last what follows on the tokens. */
  readonly stepsMs: readonly number[];
  readonly tokens: readonly number[];
  readonly temperature: number;
  readonly words: number;
}

/** Model runs by the file's name. */
export type RunCounts = Readonly<Record<string, number>>;

/** Arguments: a file of raw float32 at 16 kHz, the device. */
const [audio = "", device = "cpu"] = process.argv.slice(2);
const bytes = readFileSync(audio);
const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const batchSize = 4;
const state = new WorkerState(device);
watchSessions();

const measures: Readonly<Record<OwnQuestion["measure"], (folder: string) => Promise<unknown>>> = {
  window: (folder) => decode(folder, 1),
  batch: (folder) => decode(folder, batchSize),
  count: countRuns,
  floor: async (folder) => decodePlainly(folder, await featuresOf(folder)),
  features: async (folder) => {
    const startedMs = performance.now();
    await featuresOf(folder);
    return performance.now() - startedMs;
  },
};
answerQuestions<OwnQuestion>(({ measure, folder }) => measures[measure](folder));

/** The task looks whether it is cancelled after the encoder and after each token: there its times are taken. */
async function decode(folder: string, sessions: number): Promise<OwnRun> {
  const marksMs: number[] = [];
  const mark = () => {
    marksMs.push(performance.now());
    return false;
  };
  const others = Array.from({ length: sessions - 1 }, () => () => false);
  const workers = sessions === 1 ? [state.forTask(mark)] : state.forTasks([mark, ...others]);
  const startedMs = performance.now();
  const [output] = await Promise.all(workers.map((worker) => transcribeOnce(folder, worker)));
  const endedMs = performance.now();
  const { tokens = [], temperature = 0, words = [] } = output ?? {};
  const stepsMs = [...marksMs.slice(1), endedMs].map((atMs, index) => atMs - (marksMs[index] as number));
  const decoderMs = endedMs - (marksMs[0] as number);
  return { wholeMs: endedMs - startedMs, decoderMs, stepsMs, tokens, temperature, words: words.length };
}

async function countRuns(folder: string): Promise<RunCounts> {
  const counts: Record<string, number> = {};
  const worker = state.forTask(() => false);
  const session = async (...wanted: Parameters<TaskWorker["session"]>): Promise<InferenceSession> => {
    const own = await worker.session(...wanted);
    const name = wanted[0].split("/").at(-1) ?? "";
    const run: InferenceSession["run"] = (...feeds) => {
      counts[name] = (counts[name] ?? 0) + 1;
      return own.run(...feeds);
    };
    const { inputNames, outputNames } = own;
    return { inputNames, outputNames, run, release: () => own.release() };
  };
  await transcribeOnce(folder, Object.create(worker, { session: { value: session } }));
  return counts;
}

function transcribeOnce(modelDir: string, worker: TaskWorker) {
  const options = { language: "en", precision: "fp32", initialPrompt: "", isPartial: false } as const;
  return transcribe({ modelDir, samples, sampleRateHz: rateHz, ...options }, worker);
}

async function featuresOf(folder: string): Promise<Float32Array> {
  const worker = state.forTask(() => false);
  const { logMel } = await worker.cached(`bench:${folder}`, async () => {
    return { logMel: new LogMel((await readWhisperModel(folder)).features) };
  });
  return logMel.compute(samples);
}
