import { workerData } from "node:worker_threads";
import { MemoryLedger } from "../inference/memory-ledger.ts";
import type { Task } from "../inference/task.ts";
import { WorkerState } from "../inference/task-worker.ts";
import { type TaskResult, toPlainError } from "./messages.ts";

/** What the child process hands to a worker thread. */
export interface WorkerCall {
  readonly module: string;
  readonly input: unknown;
  /** One int32 in shared memory; not 0 once the task is to stop. */
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

/** The function that Piscina runs in a thread. Errors travel as data: a thrown one would lose its code. */
export default async function runTask({ module, input, cancelFlag }: WorkerCall): Promise<TaskResult> {
  try {
    const task = tasks.get(module) ?? (await loadTask(module));
    const output = await task(
      input,
      state.forTask(() => Atomics.load(cancelFlag, 0) !== 0),
    );
    return { ok: true, output };
  } catch (error) {
    return { ok: false, error: toPlainError(error) };
  }
}
