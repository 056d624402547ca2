import { readFileSync } from "node:fs";
import { join } from "node:path";
import ort from "onnxruntime-node";
import { chooseExport, type ExportFiles } from "#runtime-workers/inference/seq2seq/export-files.ts";

/** One window decoded by the plain loop. */
export interface FloorRun {
  /** From run to run of the decoder, each with the choice of its token. */
  readonly stepsMs: readonly number[];
}

type Tensors = Readonly<Record<string, ort.Tensor>>;

/** What decoding a window needs. */
interface Window {
  readonly first: ort.InferenceSession;
  readonly step: ort.InferenceSession;
  readonly tokens: number;
  /** Feeds beside the memory: of the first run, and of the steps beside their token. */
  readonly firstFeeds: Tensors;
  readonly stepFeeds: Tensors;
}

/** Sessions that were loaded in this process, by file. */
const sessions = new Map<string, ort.InferenceSession>();

/**
 * From now on the floor knows every session that is loaded: it runs the very ones that our task runs, since two sessions
 * of the same file differ by several percent, as their weights happen to lie in memory.
 */
export function watchSessions(): void {
  const create = ort.InferenceSession.create.bind(ort.InferenceSession);
  const watched = async (path: string, options?: ort.InferenceSession.SessionOptions) => {
    const session = await create(path, options);
    sessions.set(path, session);
    return session;
  };
  ort.InferenceSession.create = watched as typeof ort.InferenceSession.create;
}

/**
 * The least that decoding costs: the decoder's session runs one after the other with the highest logit as the next token, in
 * plain calls of onnxruntime-node, with the feeds and outputs that our decoder has.
 * @param folder of a model that our task has loaded
 * @param features log-mel [bands, frames]
 */
export async function decodePlainly(folder: string, features: Float32Array): Promise<FloorRun> {
  const { first, step, tokens, firstFeeds, stepFeeds } = await openWindow(folder, features);
  const firstOutputs = first.outputNames.filter((name) => !name.startsWith("cross_"));
  const stepOutputs = step.outputNames.filter((name) => name === "logits" || name.includes(".decoder."));
  const stepsMs: number[] = [];
  let startedMs = performance.now();
  let outputs = await first.run(firstFeeds, firstOutputs);
  let past = memoryOf(outputs);
  while (true) {
    const token = highest(outputs["logits"] as ort.Tensor);
    const endedMs = performance.now();
    stepsMs.push(endedMs - startedMs);
    startedMs = endedMs;
    if (stepsMs.length === tokens) return { stepsMs };
    outputs = await step.run({ input_ids: ids([token]), ...past, ...stepFeeds }, stepOutputs);
    past = { ...past, ...memoryOf(outputs) };
  }
}

async function openWindow(folder: string, features: Float32Array): Promise<Window> {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const { max_target_positions, num_mel_bins, decoder_attention_heads, d_model } = read("config.json");
  const { decoder_start_token_id, lang_to_id, task_to_id } = read("generation_config.json");
  const files = chooseExport(folder, "fp32", "cpu");
  const dims = [1, num_mel_bins, features.length / num_mel_bins];
  const input = new ort.Tensor("float32", features, dims);
  const encoded = await sessionOf(files.encoder).run({ input_features: input });
  const hidden = { encoder_hidden_states: encoded["last_hidden_state"] as ort.Tensor };
  const prompt = [decoder_start_token_id, lang_to_id["<|en|>"], task_to_id.transcribe];
  const firstFeeds = { input_ids: ids(prompt), ...hidden };
  const [first, step] = decodersOf(files);
  const window = { first, step, tokens: max_target_positions / 2 };
  if (first !== step) return { ...window, firstFeeds, stepFeeds: {} };
  const empty = [1, decoder_attention_heads, 0, d_model / decoder_attention_heads];
  return {
    ...window,
    firstFeeds: { ...firstFeeds, ...emptyMemory(first, empty), use_cache_branch: choice(false) },
    stepFeeds: { ...hidden, use_cache_branch: choice(true) },
  };
}

function sessionOf(path: string): ort.InferenceSession {
  const session = sessions.get(path);
  if (session === undefined) throw new Error(`${path} was not loaded by our task`);
  return session;
}

function decodersOf({ decoder }: ExportFiles): readonly [ort.InferenceSession, ort.InferenceSession] {
  if (decoder.layout === "with-past") return [sessionOf(decoder.first), sessionOf(decoder.step)];
  const session = sessionOf(decoder.decoder);
  return [session, session];
}

const choice = (usesCache: boolean) => new ort.Tensor("bool", [usesCache], [1]);

function emptyMemory({ inputNames }: ort.InferenceSession, dims: readonly number[]): Tensors {
  const past = inputNames.filter((name) => name.startsWith("past_key_values."));
  const empty = new ort.Tensor("float32", new Float32Array(0), dims);
  return Object.fromEntries(past.map((name) => [name, empty]));
}

function ids(tokens: readonly number[]): ort.Tensor {
  return new ort.Tensor("int64", BigInt64Array.from(tokens, BigInt), [1, tokens.length]);
}

function memoryOf(outputs: ort.InferenceSession.OnnxValueMapType): Tensors {
  const memory = Object.entries(outputs).filter(([name]) => name.startsWith("present."));
  return Object.fromEntries(
    memory.map(([name, value]) => [name.replace("present", "past_key_values"), value as ort.Tensor]),
  );
}

/** Index of the highest logit in the last row. */
function highest({ data, dims }: ort.Tensor): number {
  const logits = (data as Float32Array).subarray(data.length - (dims[2] as number));
  let best = 0;
  for (let at = 1; at < logits.length; at++) {
    if ((logits[at] as number) > (logits[best] as number)) best = at;
  }
  return best;
}
