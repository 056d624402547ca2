import { type ErrorCode, FlowError } from "#engine/errors.ts";
import type { TaskRequest } from "#engine/runtime/task-runner.ts";
import { type FromChild, fromPlainError, type TaskDone } from "./messages.ts";
import { type PendingTask, takeBatch } from "./pending-task.ts";
import { SupervisedChild } from "./supervised-child.ts";
import { TaskQueue } from "./task-queue.ts";

/** How a pool is set up. */
export interface PoolOptions {
  /** Device that the process is pinned to, such as `cpu`. */
  readonly device: string;
  /** Worker threads in the process. */
  readonly threads: number;
  /** Tasks of one batch key that may run together in a worker. Default 1. */
  readonly batchLimit?: number;
  /** Tasks that may wait. Default 256. */
  readonly queueLimit?: number;
  /** Environment that pins the process to its device. */
  readonly env?: Readonly<Record<string, string>>;
  /** Cores that the process may run on, `0-3,8` say. Default: all of this process. */
  readonly cores?: string;
  /** Bytes of models that stay loaded in all workers together. Default: no limit. */
  readonly modelBytes?: number;
  /** Module of the workers, with which a test plays a device. */
  readonly workerModule?: URL;
}

/** How much is expected of a pool. */
export interface PoolRunOptions {
  /** Another device can take the task: it is tried once only here, and {@link DevicePool.evict} may take it out. */
  readonly isMovable?: boolean;
}

/** What a pool has done so far. */
export interface PoolSnapshot {
  readonly device: string;
  readonly pid: number | undefined;
  readonly running: number;
  readonly waiting: number;
  readonly completed: number;
  /** Times that the process died, by itself or by a hard deadline. */
  readonly crashes: number;
}

/** Of a task that no other device can take. */
const maxAttempts = 2;
const softDeadlineMs = 20_000;
const hardDeadlineMs = 30_000;

/**
 * The tasks of one device. The queue is here, in the parent, and a task is handed over only when a worker is
 * idle: a dead process takes with it only what was running, and each of those is tried once more.
 */
export class DevicePool {
  readonly #options: PoolOptions;
  readonly #queue: TaskQueue<PendingTask>;
  readonly #running = new Map<number, PendingTask>();
  /** For each busy worker its tasks that still run. */
  readonly #batches = new Set<Set<PendingTask>>();
  readonly #child: SupervisedChild;
  #ready = false;
  #closed: FlowError | undefined;
  #nextId = 1;
  #completed = 0;
  #crashes = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#queue = new TaskQueue(options.queueLimit ?? 256);
    const { device, threads, modelBytes, cores, workerModule } = options;
    const env = {
      ...options.env,
      PATCHBAY_DEVICE: device,
      PATCHBAY_THREADS: String(threads),
      ...(modelBytes === undefined ? {} : { PATCHBAY_MODEL_BYTES: String(modelBytes) }),
    };
    this.#child = new SupervisedChild(
      { env, cores, workerModule },
      {
        message: (message) => this.#received(message),
        exit: (reason) => this.#childExited(reason),
        hopeless: (reason) => this.#rejectAll(this.#gone(`Its process does not start: ${reason}.`)),
      },
    );
  }

  /** Starts the process, so that it is warm when the first task comes, which would start it else. */
  start(): void {
    this.#child.start();
  }

  /**
   * Runs a task. An abort of its signal rejects at once; a running task is asked to stop and its worker is
   * free again when it has.
   * @throws {FlowError} what the task threw, or `task.crashed`, `task.timeout`, `task.cancelled`, `pool.full`
   */
  run(
    request: TaskRequest,
    { isMovable = false }: PoolRunOptions = {},
  ): Promise<{ output: unknown; attempts: number }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ output: unknown; attempts: number }>();
    const onAbort = () => this.#cancel(task);
    const settled = () => request.signal.removeEventListener("abort", onAbort);
    promise.then(settled, settled);
    const task: PendingTask = {
      id: this.#nextId++,
      priority: request.priority ?? 0,
      queuedAtMs: performance.now(),
      request,
      isMovable,
      resolve,
      reject,
      attempts: 0,
      timedOut: false,
      timers: [],
    };
    if (this.#closed !== undefined) reject(this.#closed);
    else if (request.signal.aborted) reject(new FlowError("task.cancelled"));
    else this.#enqueue(task, onAbort);
    return promise;
  }

  snapshot(): PoolSnapshot {
    return {
      device: this.#options.device,
      pid: this.#child.pid,
      running: this.#running.size,
      waiting: this.#queue.length,
      completed: this.#completed,
      crashes: this.#crashes,
    };
  }

  /**
   * Rejects what waits, is of this kind and can go to another device, with `device.unavailable`: its device has failed, and
   * there is no use in trying one after the other.
   */
  evict(isMeant: (request: TaskRequest) => boolean): void {
    for (const task of this.#queue.takeAll((each) => each.isMovable && isMeant(each.request))) {
      task.reject(this.#gone("It has failed meanwhile."));
    }
  }

  /** Rejects everything that waits or runs, and ends the process. */
  async close(): Promise<void> {
    this.#closed = this.#gone("It was closed.");
    this.#rejectAll(this.#closed);
    await this.#child.close();
  }

  #enqueue(task: PendingTask, onAbort: () => void): void {
    try {
      this.#queue.push(task);
    } catch (error) {
      task.reject(error as FlowError);
      return;
    }
    task.request.signal.addEventListener("abort", onAbort, { once: true });
    this.#child.start();
    this.#dispatch();
  }

  #dispatch(): void {
    const { threads, batchLimit = 1 } = this.#options;
    while (this.#ready && this.#batches.size < threads && this.#queue.length > 0) {
      this.#handOver(takeBatch(this.#queue, threads - this.#batches.size, batchLimit));
    }
  }

  /** Gives tasks of one module and model to a worker. */
  #handOver(tasks: readonly PendingTask[]): void {
    this.#batches.add(new Set(tasks));
    for (const task of tasks) {
      task.attempts++;
      task.timedOut = false;
      this.#running.set(task.id, task);
      task.timers = [
        setTimeout(() => this.#softDeadline(task), task.request.softDeadlineMs ?? softDeadlineMs),
        setTimeout(() => this.#hardDeadline(task), task.request.hardDeadlineMs ?? hardDeadlineMs),
      ];
    }
    const { module, model, isWarmUp = false } = (tasks[0] as PendingTask).request;
    const batch = { module, isWarmUp, ...(model === undefined ? {} : { model }) };
    const calls = tasks.map(({ id, request: { input } }) => ({ id, input }));
    this.#child.send({ kind: "run", batch, tasks: calls });
  }

  #received(message: FromChild): void {
    if (message.kind === "ready") this.#ready = true;
    else this.#done(message);
    this.#dispatch();
  }

  #done(message: TaskDone): void {
    const task = this.#running.get(message.id);
    if (task === undefined) return;
    this.#leaveRunning(task);
    if (task.timedOut) this.#retryOrReject(task, "task.timeout", "It outran its deadline.");
    else if (message.ok) task.resolve({ output: message.output, attempts: task.attempts });
    else task.reject(fromPlainError(message.error));
    this.#completed++;
  }

  #childExited(reason: string): void {
    this.#ready = false;
    if (this.#closed === undefined) this.#crashes++;
    for (const task of [...this.#running.values()]) {
      this.#leaveRunning(task);
      const code = task.timedOut ? "task.timeout" : "task.crashed";
      this.#retryOrReject(task, code, `The process of device ${this.#options.device} ended: ${reason}.`);
    }
  }

  #retryOrReject(task: PendingTask, code: ErrorCode, message: string): void {
    if (task.request.signal.aborted) task.reject(new FlowError("task.cancelled"));
    else if (!task.isMovable && task.attempts < maxAttempts && this.#closed === undefined) {
      this.#queue.pushFront(task);
    } else {
      const tries = task.attempts === 1 ? "once" : `${task.attempts} times`;
      task.reject(new FlowError(code, { message: `${message} The task was tried ${tries}.` }));
    }
  }

  #cancel(task: PendingTask): void {
    if (!this.#queue.remove(task)) this.#child.send({ kind: "cancel", id: task.id });
    task.reject(new FlowError("task.cancelled"));
  }

  #softDeadline(task: PendingTask): void {
    task.timedOut = true;
    this.#child.send({ kind: "cancel", id: task.id });
  }

  /** The task does not answer its cancel flag: it hangs in native code, and only the process can be ended. */
  #hardDeadline(task: PendingTask): void {
    task.timedOut = true;
    this.#child.kill();
  }

  #leaveRunning(task: PendingTask): void {
    this.#running.delete(task.id);
    for (const timer of task.timers) clearTimeout(timer);
    for (const batch of this.#batches) {
      batch.delete(task);
      if (batch.size === 0) this.#batches.delete(batch);
    }
  }

  #gone(reason: string): FlowError {
    const message = `Device ${this.#options.device} is gone. ${reason}`;
    return new FlowError("device.unavailable", { message });
  }

  #rejectAll(reason: FlowError): void {
    for (const task of [...this.#running.values()]) {
      this.#leaveRunning(task);
      task.reject(reason);
    }
    for (const task of this.#queue.takeAll(() => true)) task.reject(reason);
  }
}
