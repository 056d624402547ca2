import { parentPort, workerData } from "node:worker_threads";
import { MemoryLedger } from "../inference/memory-ledger.ts";
import type { Task, TaskWorker } from "../inference/task.ts";
import { WorkerState } from "../inference/task-worker.ts";
import { type TaskCall, type TaskDone, type TaskResult, toPlainError } from "./messages.ts";

/** What the child process hands to a worker thread: tasks that run at the same time. */
export interface WorkerCall {
  readonly module: string;
  readonly tasks: readonly CancellableCall[];
}

/** A task with one int32 in shared memory, which is not 0 once the task is to stop. */
export interface CancellableCall extends TaskCall {
  readonly cancelFlag: Int32Array;
}

/** What the workers of a process share. */
export interface WorkerShared {
  /** One number: bytes of the models that they have loaded together. */
  readonly loadedBytes: BigInt64Array;
}

const { PATCHBAY_DEVICE: device = "cpu", PATCHBAY_MODEL_BYTES: bytes = "Infinity" } = process.env;
const ledger = new MemoryLedger((workerData as WorkerShared).loadedBytes);
const state = new WorkerState(device, { bytes: Number(bytes), ledger });

/** An import costs much even when the module is there already. */
const tasks = new Map<string, Task<unknown, unknown>>();

async function loadTask(module: string): Promise<Task<unknown, unknown>> {
  const { task } = (await import(module)) as { task: Task<unknown, unknown> };
  tasks.set(module, task);
  return task;
}

/** The function that Piscina runs in a thread. Each task's result goes out as soon as it is there. */
export default async function runTasks({ module, tasks: calls }: WorkerCall): Promise<void> {
  const views = state.forTasks(
    calls.map(
      ({ cancelFlag }) =>
        () =>
          Atomics.load(cancelFlag, 0) !== 0,
    ),
  );
  const runs = calls.map(async ({ id, input }, at) =>
    report(id, await resultOf(module, input, views[at] as TaskWorker)),
  );
  await Promise.all(runs);
}

/** Tells the child process how a task ended. */
export function report(id: number, result: TaskResult): void {
  const done: TaskDone = { kind: "done", id, ...result };
  parentPort?.postMessage(done);
}

/** Errors travel as data: a thrown one would lose its code. */
async function resultOf(module: string, input: unknown, worker: TaskWorker): Promise<TaskResult> {
  try {
    const task = tasks.get(module) ?? (await loadTask(module));
    return { ok: true, output: await task(input, worker) };
  } catch (error) {
    return { ok: false, error: toPlainError(error) };
  }
}
