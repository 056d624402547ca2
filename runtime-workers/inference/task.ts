import type { Joining } from "./joined-session.ts";
import type { InferenceSession } from "./session.ts";

/** What a task finds in its worker: the device's sessions, a cache, and the cancel flag. */
export interface TaskWorker {
  /** Device that the worker is pinned to, such as `cpu`. */
  readonly device: string;
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
export type Task<Input, Output> = (input: Input, worker: TaskWorker) => Promise<Output>;

/** Declares the export `task` of a node's task.ts; only there to type it. */
export function defineTask<Input, Output>(task: Task<Input, Output>): Task<Input, Output> {
  return task;
}
