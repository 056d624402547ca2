import { FlowError } from "#engine/errors.ts";
import type { Joining } from "#runtime-workers/inference/joined-session.ts";
import { float32, type InferenceSession, int64 } from "#runtime-workers/inference/session.ts";
import { defineTask, type TaskWorker } from "#runtime-workers/inference/task.ts";
import { contextSamples, stateFloats, vadRateHz, windowSamples } from "./layout.ts";

/** Windows to judge, with the model's memory of what came before them. */
export interface VadTaskInput {
  /** Whole windows of 512 samples each at 16 kHz, one after the other. */
  readonly windows: Float32Array;
  /** The 64 samples before the first window; zeros at the start of a stream. */
  readonly context: Float32Array;
  /** Recurrent state, 256 floats; zeros at the start of a stream. */
  readonly state: Float32Array;
}

/** A probability 0…1 for each window, and the memory for the next call. */
export interface VadTaskOutput {
  readonly probabilities: Float32Array;
  readonly context: Float32Array;
  readonly state: Float32Array;
}

/** Windows of several streams in one run: the model's memory counts them by its second axis. */
const joining: Joining = { axes: { state: 1, stateN: 1 }, shared: ["sr"] };

/** Speech probabilities by Silero VAD v5 (github.com/snakers4/silero-vad), window by window. */
export const task = defineTask<VadTaskInput, VadTaskOutput>({
  async warmUp(_settings, worker) {
    const session = await worker.session(worker.modelPath, joining);
    await judge(session, new Float32Array(contextSamples + windowSamples), new Float32Array(stateFloats));
  },
  run: judgeWindows,
});

async function judgeWindows(input: VadTaskInput, worker: TaskWorker): Promise<VadTaskOutput> {
  const session = await worker.session(worker.modelPath, joining);
  const audio = new Float32Array(contextSamples + input.windows.length);
  audio.set(input.context);
  audio.set(input.windows, contextSamples);
  const probabilities = new Float32Array(input.windows.length / windowSamples);
  let state = input.state;
  for (let at = 0; at < probabilities.length; at++) {
    worker.throwIfCancelled();
    const start = at * windowSamples;
    const judged = await judge(session, audio.subarray(start, start + contextSamples + windowSamples), state);
    probabilities[at] = judged.probability;
    state = judged.state;
  }
  // Copies of their own: a view would carry the whole buffer, or the runtime's, to the other process.
  return { probabilities, context: audio.slice(-contextSamples), state: state.slice() };
}

async function judge(session: InferenceSession, input: Float32Array, state: Float32Array) {
  const { output, stateN } = await session.run({
    input: float32(input, [1, input.length]),
    state: float32(state, [2, 1, stateFloats / 2]),
    sr: int64([vadRateHz], []),
  });
  if (output === undefined || stateN === undefined) {
    throw new FlowError("model.broken", {
      field: "model",
      message: "The model has no outputs `output` and `stateN`.",
      hint: "Use a Silero VAD v5 model.",
    });
  }
  return { probability: output.data[0] as number, state: stateN.data as Float32Array };
}
