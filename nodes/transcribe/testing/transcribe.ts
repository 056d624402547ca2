import type { TaskWorker } from "#runtime-workers/inference/task.ts";
import { withModel } from "#runtime-workers/testing.ts";
import { type TranscribeInput, task } from "../task.ts";

/** Audio to write down, with the folder of the model, which a worker finds by its name. */
export type InputOfFolder = TranscribeInput & { readonly modelDir: string };

/** Runs the task as a worker does, with the model of a folder. */
export function transcribe({ modelDir, ...input }: InputOfFolder, worker: TaskWorker) {
  return task.run(input, withModel(worker, modelDir));
}
