import { expect, test } from "vitest";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { contextSamples, stateFloats, windowSamples } from "./layout.ts";
import { task, type VadTaskInput } from "./task.ts";

const modelPath = resolveModel("silero-vad", "vad");

/** Harmonics of 120 Hz that swell, so that every window differs. */
function buzz(length: number): Float32Array {
  return Float32Array.from({ length }, (_, at) => {
    const phase = (2 * Math.PI * 120 * at) / 16_000;
    return (at / length) * 0.3 * (Math.sin(phase) + Math.sin(2 * phase) + Math.sin(5 * phase));
  });
}

test("the task gives the same probabilities for windows together and one by one", async () => {
  const worker = new WorkerState("cpu").forTask(() => false, modelPath);
  const windows = buzz(8 * windowSamples);
  const start = {
    context: new Float32Array(contextSamples),
    state: new Float32Array(stateFloats),
  };
  const together = await task.run({ ...start, windows }, worker);
  let input: VadTaskInput = { ...start, windows };
  const single: number[] = [];
  for (let at = 0; at < 8; at++) {
    const window = windows.slice(at * windowSamples, (at + 1) * windowSamples);
    const output = await task.run({ ...input, windows: window }, worker);
    single.push(output.probabilities[0] as number);
    input = { ...input, context: output.context, state: output.state };
  }
  expect([...together.probabilities]).toEqual(single);
  expect(together.state).toEqual(input.state);
  expect(new Set(single).size).toBe(8);
});

test("the task stops between windows when it was cancelled, and warms up all the same", async () => {
  const worker = new WorkerState("cpu").forTask(() => true, modelPath);
  const input = {
    context: new Float32Array(contextSamples),
    state: new Float32Array(stateFloats),
  };
  await expect(task.warmUp?.(undefined, worker)).resolves.toBeUndefined();
  const windows = new Float32Array(windowSamples);
  await expect(task.run({ ...input, windows }, worker)).rejects.toMatchObject({ code: "task.cancelled" });
});

test("streams that are judged together give the probabilities and the memory that each gives alone", async () => {
  const state = new WorkerState("cpu");
  const context = new Float32Array(contextSamples);
  const inputs = [8, 8, 3].map((count, stream) => {
    const windows = buzz(12 * windowSamples).slice(stream * windowSamples, (stream + count) * windowSamples);
    return { windows, context, state: new Float32Array(stateFloats).fill(stream / 10) };
  });
  const expected = [];
  for (const input of inputs)
    expected.push(
      await task.run(
        input,
        state.forTask(() => false, modelPath),
      ),
    );
  const workers = state.forTasks(
    inputs.map(() => () => false),
    modelPath,
  );
  const outputs = await Promise.all(
    workers.map((worker, at) => task.run(inputs[at] as VadTaskInput, worker)),
  );
  const rounded = (values: Float32Array) => Array.from(values, (value) => Number(value.toFixed(4)));
  for (const [at, output] of outputs.entries()) {
    const alone = expected[at] as typeof output;
    expect(rounded(output.probabilities)).toEqual(rounded(alone.probabilities));
    expect(rounded(output.state)).toEqual(rounded(alone.state));
  }
});
