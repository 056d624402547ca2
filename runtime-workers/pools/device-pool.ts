import { type ErrorCode, FlowError } from "#engine/errors.ts";
import type { TaskRequest } from "#engine/runtime/host.ts";
import { type FromChild, fromPlainError } from "./messages.ts";
import { SupervisedChild } from "./supervised-child.ts";
import { TaskQueue } from "./task-queue.ts";

/** How a pool is set up. */
export interface PoolOptions {
  /** Device that the process is pinned to, such as `cpu`. */
  readonly device: string;
  /** Worker threads in the process; as many tasks run at once. */
  readonly threads: number;
  /** Tasks that may wait. Default 256. */
  readonly queueLimit?: number;
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

interface PendingTask {
  readonly id: number;
  readonly priority: number;
  readonly request: TaskRequest;
  readonly resolve: (result: { output: unknown; attempts: number }) => void;
  readonly reject: (error: FlowError) => void;
  attempts: number;
  /** Set once a deadline has passed: why the task will have ended. */
  timedOut: boolean;
  timers: NodeJS.Timeout[];
}

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
  readonly #child: SupervisedChild;
  #ready = false;
  #broken: FlowError | undefined;
  #nextId = 1;
  #completed = 0;
  #crashes = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#queue = new TaskQueue(options.queueLimit ?? 256);
    const env = { PATCHBAY_DEVICE: options.device, PATCHBAY_THREADS: String(options.threads) };
    this.#child = new SupervisedChild(env, {
      message: (message) => this.#received(message),
      exit: (reason) => this.#childExited(reason),
      hopeless: (reason) => this.#giveUp(`Its process does not start: ${reason}.`),
    });
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
  run(request: TaskRequest): Promise<{ output: unknown; attempts: number }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ output: unknown; attempts: number }>();
    const onAbort = () => this.#cancel(task);
    const settled = () => request.signal.removeEventListener("abort", onAbort);
    promise.then(settled, settled);
    const task: PendingTask = {
      id: this.#nextId++,
      priority: request.priority ?? 0,
      request,
      resolve,
      reject,
      attempts: 0,
      timedOut: false,
      timers: [],
    };
    if (this.#broken !== undefined) reject(this.#broken);
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

  /** Rejects everything that waits or runs, and ends the process. */
  async close(): Promise<void> {
    this.#giveUp("It was closed.");
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
    while (this.#ready && this.#running.size < this.#options.threads) {
      const task = this.#queue.shift();
      if (task === undefined) return;
      task.attempts++;
      task.timedOut = false;
      this.#running.set(task.id, task);
      const { module, input } = task.request;
      this.#child.send({ kind: "run", id: task.id, module, input });
      task.timers = [
        setTimeout(() => this.#softDeadline(task), task.request.softDeadlineMs ?? softDeadlineMs),
        setTimeout(() => this.#hardDeadline(task), task.request.hardDeadlineMs ?? hardDeadlineMs),
      ];
    }
  }

  #received(message: FromChild): void {
    if (message.kind === "ready") {
      this.#ready = true;
      this.#dispatch();
      return;
    }
    const task = this.#running.get(message.id);
    if (task === undefined) return;
    this.#leaveRunning(task);
    if (task.timedOut) this.#retryOrReject(task, "task.timeout", "It outran its deadline.");
    else if (message.ok) task.resolve({ output: message.output, attempts: task.attempts });
    else task.reject(fromPlainError(message.error));
    this.#completed++;
    this.#dispatch();
  }

  #childExited(reason: string): void {
    this.#ready = false;
    if (this.#broken === undefined) this.#crashes++;
    for (const task of [...this.#running.values()]) {
      this.#leaveRunning(task);
      const code = task.timedOut ? "task.timeout" : "task.crashed";
      this.#retryOrReject(task, code, `The process of device ${this.#options.device} ended: ${reason}.`);
    }
  }

  #retryOrReject(task: PendingTask, code: ErrorCode, message: string): void {
    if (task.request.signal.aborted) task.reject(new FlowError("task.cancelled"));
    else if (task.attempts < maxAttempts && this.#broken === undefined) this.#queue.pushFront(task);
    else
      task.reject(new FlowError(code, { message: `${message} The task was tried ${task.attempts} times.` }));
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
  }

  #giveUp(reason: string): void {
    const message = `Device ${this.#options.device} is gone. ${reason}`;
    this.#broken = new FlowError("device.unavailable", { message });
    for (const task of [...this.#running.values()]) {
      this.#leaveRunning(task);
      task.reject(this.#broken);
    }
    for (let task = this.#queue.shift(); task !== undefined; task = this.#queue.shift()) {
      task.reject(this.#broken);
    }
  }
}
