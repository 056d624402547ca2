import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { type AnyTask, callTask, type TaskWorker } from "./inference/task.ts";
import { WorkerState } from "./inference/task-worker.ts";

/** A task runner that runs tasks in the calling process: for tests of nodes, where no pool is needed. */
export function inProcessTasks(): TaskRunner {
  const state = new WorkerState("cpu");
  return {
    async run({ module, model, isWarmUp = false, input, signal }) {
      const { task } = (await import(module)) as { task: AnyTask };
      const modelPath = model === undefined ? undefined : await state.pathOf(model);
      const worker = state.forTask(() => signal.aborted, modelPath);
      const output = await callTask(task, isWarmUp, input, worker);
      return { output, device: "cpu", attempts: 1 };
    },
  };
}

/** What a task finds in its worker, with the model at this path: for tests of a task on files of their own. */
export function withModel(worker: TaskWorker, modelPath: string): TaskWorker {
  return Object.create(worker, { modelPath: { value: modelPath } }) as TaskWorker;
}
