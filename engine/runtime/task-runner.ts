import type { ModelRef } from "../graph/model-kind.ts";

/** How a task is to be run. */
export interface TaskOptions {
  /**
   * Lower goes first. A node says 0 for finals, which a listener waits for (the default), or 1 for partials; the engine puts all tasks
   * of a file behind those of live sessions, see `taskPriority`.
   */
  readonly priority?: number;
  /** After this many ms the task is asked to stop. Default 20 000. */
  readonly softDeadlineMs?: number;
  /** After this many ms its process is killed and the task tried once more. Default 30 000. */
  readonly hardDeadlineMs?: number;
  /**
   * Tasks of one module, model, priority and key may run together in one worker, which joins their model runs where it can: with
   * several in the queue each costs less than alone. Default: the task runs by itself.
   */
  readonly batchKey?: string;
  /** The model that it runs; the worker resolves its path. Absent for a task that needs none. */
  readonly model?: ModelRef;
}

/** A task for whoever owns the devices. `input` and output are plain data that a process boundary can carry. */
export interface TaskRequest extends TaskOptions {
  /** Type of the node that asks. */
  readonly nodeType: string;
  /** File URL of the module whose export `task` is run. */
  readonly module: string;
  /** What `run` of the task is given, or `warmUp` where it is a warm-up. */
  readonly input: unknown;
  /** Whether the task is to get ready only: nobody's audio or text is in it. */
  readonly isWarmUp?: boolean;
  /** Devices wanted, best first. A kind (`gpu`, `cuda`) stands for all of its devices. */
  readonly devices: readonly string[];
  /** Whether the list is that of the node's type: the machine may have a preference of its own then. */
  readonly isDefault?: boolean;
  readonly signal: AbortSignal;
}

/** A device that would have been better, and why the task did not run on it. */
export interface PassedOver {
  readonly device: string;
  readonly reason: string;
}

/** A task done: what came out, where, and at which attempt. */
export interface TaskOutcome {
  readonly output: unknown;
  readonly device: string;
  /** 1, and one more for each time that a worker died or a device failed under the task. */
  readonly attempts: number;
  /** The list that counted, best first. Absent: the one asked for. */
  readonly wanted?: readonly string[];
  /** Absent or empty when the best device of the list did the task. */
  readonly passedOver?: readonly PassedOver[];
}

/** Runs tasks on devices. The engine knows only this; runtime-workers implements it. */
export interface TaskRunner {
  run(request: TaskRequest): Promise<TaskOutcome>;
}
