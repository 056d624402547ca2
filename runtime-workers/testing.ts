import type { TaskHost } from "#engine/runtime/host.ts";
import type { Task } from "./inference/task.ts";
import { WorkerState } from "./inference/task-worker.ts";

/** A task host that runs tasks in the calling process: for tests of nodes, where no pool is needed. */
export function inProcessTasks(): TaskHost {
  const state = new WorkerState("cpu");
  return {
    async run({ module, input, signal }) {
      const { task } = (await import(module)) as { task: Task<unknown, unknown> };
      const output = await task(
        input,
        state.forTask(() => signal.aborted),
      );
      return { output, device: "cpu", attempts: 1 };
    },
  };
}
