import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Transcribes audio with transformers.js: greedy, with timestamps, fp32, one thread. Arguments: the model's folder, a JSON
 * file with [{audio, language}] (audio: raw float32 at 16 kHz beside it), and how many times to do all. Prints a line
 * of JSON: the tokens after the prompt and before the end, the segments in seconds, and the best time in ms of each.
 */
const [modelFolder = "", list = "", rounds = "1"] = process.argv.slice(2);

/** What is used of the peer, whose types are there only once it is installed. */
interface Peer {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  pipeline(task: string, model: string, options: object): Promise<Recogniser>;
}
interface Recogniser {
  (
    samples: Float32Array,
    options: object,
  ): Promise<{ chunks: { timestamp: [number, number]; text: string }[] }>;
  processor(samples: Float32Array): Promise<{ input_features: unknown }>;
  readonly model: { generate(options: object): Promise<{ tolist(): bigint[][] }> };
}

const peerModule = "@huggingface/transformers";
const { env, pipeline } = (await import(peerModule)) as Peer;
env.allowRemoteModels = false;
env.localModelPath = dirname(modelFolder);
const recogniser = await pipeline("automatic-speech-recognition", modelFolder.split("/").at(-1) ?? "", {
  dtype: "fp32",
  device: "cpu",
  session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
});
const utterances = JSON.parse(readFileSync(list, "utf8")) as { audio: string; language: string }[];

const results = [];
for (const { audio, language } of utterances) {
  const bytes = readFileSync(join(dirname(list), audio));
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  let ms = Number.POSITIVE_INFINITY;
  let tokens: number[] = [];
  for (let round = 0; round < Number(rounds); round++) {
    const started = performance.now();
    const { input_features } = await recogniser.processor(samples);
    const options = { inputs: input_features, language, task: "transcribe", return_timestamps: true };
    const [sequence = []] = (await recogniser.model.generate(options)).tolist();
    ms = Math.min(ms, performance.now() - started);
    // <|startoftranscript|>, language, task in front; <|endoftext|> behind
    tokens = sequence.slice(3, -1).map(Number);
  }
  const { chunks } = await recogniser(samples, { language, task: "transcribe", return_timestamps: true });
  const segments = chunks.map(({ timestamp: [start, end], text }) => ({ start, end, text: text.trim() }));
  results.push({ tokens, segments, ms });
}
console.log(JSON.stringify(results));
