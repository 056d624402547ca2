import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GenerationConfig, TimedText } from "#runtime-workers/inference/openvino-genai.ts";
import type { TaskWorker } from "#runtime-workers/inference/task.ts";
import { WorkerState } from "#runtime-workers/inference/task-worker.ts";
import type { FakeGenAi, Recognition } from "#runtime-workers/inference/testing-genai.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { rateHz } from "./speech.ts";
import { transcribe } from "./transcribe.ts";

const demo = resolveModel("phrasebook-asr", "asr");
const worker = new WorkerState("cpu").forTask(() => false);

/** A folder with the files of an OpenVINO export of the demo model; its graphs are empty, for a fake does not read them. */
export function openVinoExport(): string {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-whisper-ov-"));
  cpSync(demo, folder, { recursive: true, filter: (path) => !path.includes("onnx") });
  for (const part of ["encoder_model", "decoder_model", "tokenizer", "detokenizer"]) {
    for (const ending of ["xml", "bin"]) writeFileSync(join(folder, `openvino_${part}.${ending}`), "");
  }
  return folder;
}

/** What the demo model recognises, by our own decoder on the processor, in the shapes of openvino-genai. */
export async function recogniseByDemo(samples: Float32Array, config: GenerationConfig): Promise<Recognition> {
  const language = config.language?.replace(/[<|>]/g, "") ?? "auto";
  const plain = { sampleRateHz: rateHz, precision: "auto", isPartial: false } as const;
  const initialPrompt = config.initial_prompt ?? "";
  const said = await transcribe({ ...plain, modelDir: demo, samples, language, initialPrompt }, worker);
  const inSeconds = (span: { text: string; startSamples: number; endSamples: number }): TimedText => {
    return { text: ` ${span.text}`, startTs: span.startSamples / rateHz, endTs: span.endSamples / rateHz };
  };
  return {
    language: said.language,
    segments: said.segments.map(inSeconds),
    words: (said.words ?? []).map(inSeconds),
  };
}

/** A worker's view of a device whose installation has the package, or lacks it. */
export function workerWith(
  genAi: FakeGenAi | undefined,
  device: string,
  isCancelled = () => false,
): TaskWorker {
  const view = new WorkerState(device).forTask(isCancelled);
  const cached = <T>(key: string, make: () => T | Promise<T>) =>
    view.cached(key, key === "openvino-genai-node" ? () => genAi as T : make);
  return Object.create(view, { cached: { value: cached } }) as TaskWorker;
}
