import { type ErrorCode, errorTable, FlowError } from "#engine/errors.ts";
import type { ModelRef } from "#engine/graph/model-kind.ts";

/** A task as the child gets it. */
export interface TaskCall {
  readonly id: number;
  readonly input: unknown;
}

/** What tasks have in common that a worker runs at the same time. */
export interface TaskBatch {
  readonly module: string;
  readonly model?: ModelRef;
  readonly isWarmUp: boolean;
}

/** Parent to child: run tasks together in one worker, or ask a running one to stop. */
export type ToChild =
  | { readonly kind: "run"; readonly batch: TaskBatch; readonly tasks: readonly TaskCall[] }
  | { readonly kind: "cancel"; readonly id: number };

/** A task's end, sent as soon as it is there: others that run with it may go on. */
export type TaskDone = { readonly kind: "done"; readonly id: number } & TaskResult;

/** Child to parent. `ready` comes once, when the worker threads are up. */
export type FromChild = { readonly kind: "ready" } | TaskDone;

/** What a task came to, in a form that survives a process boundary. */
export type TaskResult =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: PlainError };

/** An error as plain data. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly field?: string | undefined;
  readonly hint?: string | undefined;
}

/** Any thrown value as plain data; what is no FlowError becomes `task.failed`. */
export function toPlainError(error: unknown): PlainError {
  if (error instanceof FlowError) {
    const { code, message, field, hint } = error;
    return { code, message, field, hint };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { code: "task.failed", message: `${errorTable["task.failed"].what} ${reason}` };
}

/** The FlowError that `toPlainError` was given. */
export function fromPlainError({ code, message, field, hint }: PlainError): FlowError {
  const known = code in errorTable ? (code as ErrorCode) : "task.failed";
  return new FlowError(known, { message, field, ...(hint === undefined ? {} : { hint }) });
}
