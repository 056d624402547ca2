import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { answerQuestions } from "../../support/measurer.ts";

/**
 * Decodes one window of 30 s with transformers.js when asked: greedy, fp32. Arguments: the model's folder, a file of raw
 * float32 at 16 kHz, tokens to make, threads.
 */
const [modelFolder = "", audio = "", tokens = "0", threads = "1"] = process.argv.slice(2);

/** What is used of the peer, whose types are there only once it is installed. */
interface Peer {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  pipeline(task: string, model: string, options: object): Promise<Recogniser>;
}
interface OrtSession {
  run(...args: readonly unknown[]): Promise<unknown>;
}
interface Recogniser {
  processor(samples: Float32Array): Promise<{ input_features: unknown }>;
  readonly model: {
    readonly sessions: Readonly<Record<"model" | "decoder_model_merged", OrtSession>>;
    generate(options: object): Promise<{ tolist(): bigint[][] }>;
  };
}

const peerModule = "@huggingface/transformers";
const { env, pipeline } = (await import(peerModule)) as Peer;
env.allowRemoteModels = false;
env.localModelPath = dirname(modelFolder);
const recogniser = await pipeline("automatic-speech-recognition", basename(modelFolder), {
  dtype: "fp32",
  device: "cpu",
  session_options: { intraOpNumThreads: Number(threads), interOpNumThreads: 1 },
});
const bytes = readFileSync(audio);
const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const { model } = recogniser;
const encoder = watch(model.sessions.model);
const decoder = watch(model.sessions.decoder_model_merged);

/** Counts a session's runs and notes when the last one was over. */
function watch(session: OrtSession): { runs: number; endMs: number } {
  const seen = { runs: 0, endMs: 0 };
  const run = session.run.bind(session);
  session.run = async (...args) => {
    const outputs = await run(...args);
    seen.runs++;
    seen.endMs = performance.now();
    return outputs;
  };
  return seen;
}

answerQuestions(async ({ hasTimestamps }: { hasTimestamps: boolean }) => {
  encoder.runs = 0;
  decoder.runs = 0;
  const startedMs = performance.now();
  const { input_features } = await recogniser.processor(samples);
  const featuredMs = performance.now();
  const [sequence = []] = (
    await model.generate({
      inputs: input_features,
      language: "en",
      task: "transcribe",
      return_timestamps: hasTimestamps,
      max_new_tokens: Number(tokens),
    })
  ).tolist();
  const endedMs = performance.now();
  return {
    wholeMs: endedMs - startedMs,
    featuresMs: featuredMs - startedMs,
    decoderMs: endedMs - encoder.endMs,
    runs: { encoder: encoder.runs, decoder: decoder.runs },
    tokens: sequence.slice(hasTimestamps ? 3 : 4).map(Number),
  };
});
