import type { Joining } from "./joined-session.ts";
import type { InferenceSession } from "./session.ts";

/** What a task finds in its worker: the device's sessions, a cache, and the cancel flag. */
export interface TaskWorker {
  /** Device that the worker is pinned to, such as `cpu`. */
  readonly device: string;
  /**
   * Path of the task's model: its folder, or its file where a kind of models is one file.
   * @throws {FlowError} `task.failed` where the node names no model
   */
  readonly modelPath: string;
  /**
   * The model file's session on this device, loaded once and kept warm.
   * @param joining how runs of tasks that share the worker become one; without it each task runs the model by itself
   */
  session(path: string, joining?: Joining): Promise<InferenceSession>;
  /** Something costly to make (a tokenizer, a filter bank), made once a worker for each key. */
  cached<T>(key: string, make: () => T | Promise<T>): Promise<T>;
  /**
   * To be called between steps: ends the task when it was cancelled or outran its soft deadline.
   * @throws {FlowError} `task.cancelled`
   */
  throwIfCancelled(): void;
}

/** A task: plain data in, plain data out, no state of its own between calls. */
export interface Task<Input, Output, Settings = void, Ready = void> {
  /**
   * Loads what `run` needs and runs the model once, so that the first call waits for nothing; refuses settings that the model
   * cannot take. It answers what the node has to know of the model. Without it there is nothing to get ready.
   */
  readonly warmUp?: (settings: Settings, worker: TaskWorker) => Promise<Ready>;
  readonly run: (input: Input, worker: TaskWorker) => Promise<Output>;
}

/** The export `task` of any task.ts, as a worker sees it. */
export type AnyTask = Task<unknown, unknown, unknown, unknown>;

/** Calls the part of a task that is asked for. */
export async function callTask(
  task: AnyTask,
  isWarmUp: boolean,
  input: unknown,
  worker: TaskWorker,
): Promise<unknown> {
  return isWarmUp ? task.warmUp?.(input, worker) : task.run(input, worker);
}

/** Declares the export `task` of a node's task.ts; only there to type it. */
export function defineTask<Input, Output, Settings = void, Ready = void>(
  task: Task<Input, Output, Settings, Ready>,
): Task<Input, Output, Settings, Ready> {
  return task;
}
