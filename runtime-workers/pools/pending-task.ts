import type { FlowError } from "#engine/errors.ts";
import type { TaskRequest } from "#engine/runtime/task-runner.ts";
import type { Queued, TaskQueue } from "./task-queue.ts";

/** A task that waits for a worker, or runs. */
export interface PendingTask extends Queued {
  readonly id: number;
  readonly request: TaskRequest;
  /** Another device can take it. */
  readonly isMovable: boolean;
  readonly resolve: (result: { output: unknown; attempts: number }) => void;
  readonly reject: (error: FlowError) => void;
  attempts: number;
  /** Set once a deadline has passed: why the task will have ended. */
  timedOut: boolean;
  timers: NodeJS.Timeout[];
}

/**
 * Takes the first task out of the queue, and those that may run together with it: of the same module, model, priority
 * and batch key, as many as leave each idle worker its share. One that is tried again runs by itself, for it may have been
 * what ended the process.
 * @param idleWorkers at least 1, the one that is to run them among them
 * @param limit most tasks of a worker, at least 1
 */
export function takeBatch(queue: TaskQueue<PendingTask>, idleWorkers: number, limit: number): PendingTask[] {
  const first = queue.shift();
  if (first === undefined) return [];
  const { batchKey } = first.request;
  if (batchKey === undefined || first.attempts > 0) return [first];
  const alike = queue.all(({ priority, attempts, request }) => {
    const isKin = request.batchKey === batchKey && isSameCall(request, first.request);
    return isKin && priority === first.priority && attempts === 0;
  });
  const share = Math.min(limit, Math.ceil((1 + alike.length) / idleWorkers));
  const others = alike.slice(0, share - 1);
  for (const task of others) queue.remove(task);
  return [first, ...others];
}

function isSameCall(one: TaskRequest, other: TaskRequest): boolean {
  const isSameModel = one.model?.name === other.model?.name && one.model?.kind === other.model?.kind;
  return isSameModel && one.module === other.module && one.isWarmUp === other.isWarmUp;
}
