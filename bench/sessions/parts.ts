import { readFileSync } from "node:fs";
import { Resampler } from "#engine/audio/resampler.ts";
import { decodeWav } from "#engine/audio/wav.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { contextSamples, stateFloats, vadRateHz, windowSamples } from "#nodes/vad/layout.ts";
import type { VadTaskInput, VadTaskOutput } from "#nodes/vad/task.ts";
import { loadOnnx } from "#runtime-workers/inference/onnxruntime.ts";
import { float32, int64 } from "#runtime-workers/inference/session.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";

const chunkMs = 100;
const rounds = 5;
const windowsPerSecond = vadRateHz / windowSamples;
const audioFile = new URL("../../flows/samples/conversation.wav", import.meta.url);

/** Answers a VAD task at once, in this process and without inference: what is left is the engine alone. */
export const silentVad: TaskRunner = {
  async run({ input, isWarmUp }) {
    if (isWarmUp === true) return { output: undefined, device: "cpu", attempts: 1 };
    const { windows, context, state } = input as VadTaskInput;
    const output: VadTaskOutput = {
      probabilities: new Float32Array(windows.length / windowSamples),
      context,
      state,
    };
    return { output, device: "cpu", attempts: 1 };
  },
};

/** CPU ms of this thread for a second of 48 kHz audio brought to 16 kHz in chunks of 100 ms; best of 5 rounds. */
export async function resampleCpuMs(): Promise<number> {
  const { samples, sampleRateHz } = decodeWav(readFileSync(audioFile));
  const chunkSamples = (sampleRateHz * chunkMs) / 1000;
  const resampler = new Resampler(sampleRateHz, vadRateHz);
  const roundMs = await bestCpuMs(async () => {
    for (let at = 0; at + chunkSamples <= samples.length; at += chunkSamples) {
      resampler.process(samples.subarray(at, at + chunkSamples));
    }
  });
  return roundMs / (samples.length / sampleRateHz);
}

/**
 * CPU ms of this thread for a second of audio judged by the VAD model, `batch` sessions in each call of the model;
 * best of 5 rounds.
 */
export async function inferenceCpuMs(batch: number): Promise<number> {
  const model = await loadOnnx(resolveModel("silero-vad", "vad"));
  const inputSamples = contextSamples + windowSamples;
  const input = Float32Array.from({ length: batch * inputSamples }, (_, at) => 0.1 * Math.sin(at / 9));
  let state = new Float32Array(batch * stateFloats);
  const calls = Math.ceil(2000 / batch);
  const roundMs = await bestCpuMs(async () => {
    for (let call = 0; call < calls; call++) {
      const { stateN } = await model.run({
        input: float32(input, [batch, inputSamples]),
        state: float32(state, [2, batch, stateFloats / 2]),
        sr: int64([vadRateHz], []),
      });
      state = stateN?.data as Float32Array<ArrayBuffer>;
    }
  });
  await model.release();
  return (roundMs / (calls * batch)) * windowsPerSecond;
}

/** The least that a round costs: others on the machine only ever make it dearer. */
async function bestCpuMs(round: () => Promise<void>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let at = 0; at < rounds; at++) {
    const cpu = process.threadCpuUsage();
    await round();
    best = Math.min(best, cpuMsSince(cpu));
  }
  return best;
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}
