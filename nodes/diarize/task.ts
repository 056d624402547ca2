import {
  fbankBands,
  fbankFrames,
  fbankSampleRateHz,
  KaldiFilterBank,
  subtractBandMeans,
} from "#engine/audio/fbank.ts";
import { FlowError } from "#engine/errors.ts";
import { float32 } from "#runtime-workers/inference/session.ts";
import { defineTask, type TaskWorker } from "#runtime-workers/inference/task.ts";
import { trimSilence } from "./trim.ts";

/** A segment to make a voice's embedding of. */
export interface EmbedInput {
  /** Mono at 16 kHz, -1…1. */
  readonly samples: Float32Array;
}

/** The voice of a stretch of speech. */
export interface EmbedOutput {
  /** Of length 1, to be compared by dot product; undefined when there was no whole frame (25 ms). */
  readonly embedding: Float32Array | undefined;
  /** Length without the silence at both ends. */
  readonly speechMs: number;
}

/**
 * The speaker embedding of a stretch of speech, by a model with the input `feats` [1, frames, 80] and the output
 * `embs` [1, size], as in WeSpeaker's exports.
 * @throws {FlowError} `model.missing`, `model.broken`, `task.cancelled`
 */
export const task = defineTask<EmbedInput, EmbedOutput>({
  async warmUp(_settings, worker) {
    await embed({ samples: new Float32Array(fbankSampleRateHz) }, worker);
  },
  run: embed,
});

/** The whole stretch goes in: similarity to the speaker still grows from 6 s to 14 s, at 1.7 ms a second of audio. */
async function embed(input: EmbedInput, worker: TaskWorker): Promise<EmbedOutput> {
  const session = await worker.session(worker.modelPath);
  const bank = await worker.cached("diarize:fbank", () => new KaldiFilterBank());
  const speech = trimSilence(input.samples, fbankSampleRateHz);
  const speechMs = (speech.length / fbankSampleRateHz) * 1000;
  const frames = fbankFrames(speech.length);
  if (frames === 0) return { embedding: undefined, speechMs };
  const features = subtractBandMeans(bank.compute(speech));
  worker.throwIfCancelled();
  const outputs = await session.run({ feats: float32(features, [1, frames, fbankBands]) });
  const embedding = outputs["embs"]?.data;
  if (embedding instanceof Float32Array) return { embedding: atLengthOne(embedding), speechMs };
  throw new FlowError("model.broken", { message: `${worker.modelPath} has no float output "embs".` });
}

function atLengthOne(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / (length || 1));
}
