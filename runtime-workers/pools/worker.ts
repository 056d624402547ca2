import { parentPort, workerData } from "node:worker_threads";
import { MemoryLedger } from "../inference/memory-ledger.ts";
import { type AnyTask, callTask, type TaskWorker } from "../inference/task.ts";
import { WorkerState } from "../inference/task-worker.ts";
import { type TaskBatch, type TaskCall, type TaskDone, type TaskResult, toPlainError } from "./messages.ts";

/** What the child process hands to a worker thread: tasks that run at the same time. */
export interface WorkerCall extends TaskBatch {
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
const tasks = new Map<string, AnyTask>();

async function loadTask(module: string): Promise<AnyTask> {
  const { task } = (await import(module)) as { task: AnyTask };
  tasks.set(module, task);
  return task;
}

/** The function that Piscina runs in a thread. Each task's result goes out as soon as it is there. */
export default async function runTasks({ tasks: calls, ...batch }: WorkerCall): Promise<void> {
  const { isWarmUp } = batch;
  const begun = await begin(batch).catch((error: unknown) => ({ error: toPlainError(error) }));
  if ("error" in begun) {
    for (const { id } of calls) report(id, { ok: false, ...begun });
    return;
  }
  const cancelled = calls.map(
    ({ cancelFlag }) =>
      () =>
        Atomics.load(cancelFlag, 0) !== 0,
  );
  const views = state.forTasks(cancelled, begun.modelPath);
  const runs = calls.map(async ({ id, input }, at) => {
    report(id, await resultOf(() => callTask(begun.task, isWarmUp, input, views[at] as TaskWorker)));
  });
  await Promise.all(runs);
}

/** Tells the child process how a task ended. */
export function report(id: number, result: TaskResult): void {
  const done: TaskDone = { kind: "done", id, ...result };
  parentPort?.postMessage(done);
}

/** The tasks' code, and where their model is. */
async function begin({ module, model }: TaskBatch): Promise<{ task: AnyTask; modelPath?: string }> {
  const task = tasks.get(module) ?? (await loadTask(module));
  return model === undefined ? { task } : { task, modelPath: await state.pathOf(model) };
}

/** Errors travel as data: a thrown one would lose its code. */
async function resultOf(work: () => Promise<unknown>): Promise<TaskResult> {
  try {
    return { ok: true, output: await work() };
  } catch (error) {
    return { ok: false, error: toPlainError(error) };
  }
}
