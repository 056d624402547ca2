import { type ChildProcess, fork } from "node:child_process";
import type { FromChild, ToChild } from "./messages.ts";

/** What a supervisor learns of its child. */
export interface ChildEvents {
  message(message: FromChild): void;
  /** The process is gone, for whatever reason; a new one is being started unless it was closed. */
  exit(reason: string): void;
  /** The process died three times before it was ready. It is started again when `start()` is called. */
  hopeless(reason: string): void;
}

const childModule = new URL("./child.ts", import.meta.url);
const maxFailedStarts = 3;
/** ONNX Runtime reports to its maker unless it is told not to: nothing leaves this machine unasked. */
const noTelemetry = { ORT_DISABLE_TELEMETRY: "1" };

/** How the process is started. */
export interface ChildSettings {
  /** What pins the process to its device, on top of the parent's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Cores that it may run on, `0-3,8` say; all of the parent's when absent. */
  readonly cores?: string | undefined;
  /** Module of the workers; the pool's own when absent. */
  readonly workerModule?: URL | undefined;
}

/** One device process that is started again whenever it dies. */
export class SupervisedChild {
  readonly #settings: ChildSettings;
  readonly #events: ChildEvents;
  #child: ChildProcess | undefined;
  #failedStarts = 0;
  #closed = false;

  constructor(settings: ChildSettings, events: ChildEvents) {
    this.#settings = settings;
    this.#events = events;
  }

  /** Starts the process; nothing where it runs, or was closed. */
  start(): void {
    if (this.#child === undefined && !this.#closed) this.#start();
  }

  /** Process id, while one runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  send(message: ToChild): void {
    // A child that died meanwhile reports by its exit, not by the failed send.
    this.#child?.send(message, () => {});
  }

  /** Ends the process as it is; the exit event follows. */
  kill(): void {
    this.#child?.kill("SIGKILL");
  }

  /** Ends the process for good. Resolves when it is gone. */
  close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (child === undefined) return Promise.resolve();
    return new Promise((gone) => {
      child.once("exit", () => gone());
      child.kill("SIGKILL");
    });
  }

  #start(): void {
    let ready = false;
    const { env, cores, workerModule } = this.#settings;
    // Where the cores are not to be had any more, or this taskset takes no list, it starts without.
    const pinned = this.#failedStarts === 0 ? cores : undefined;
    const child = fork(childModule, workerModule === undefined ? [] : [workerModule.href], {
      serialization: "advanced",
      ...launcher(pinned),
      env: { ...process.env, ...noTelemetry, ...env },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child = child;
    child.on("message", (message: FromChild) => {
      if (message.kind === "ready") {
        ready = true;
        this.#failedStarts = 0;
      }
      this.#events.message(message);
    });
    child.on("error", () => {}); // "exit" follows or the send callback has it
    child.once("exit", (code, signal) => this.#exited(ready, signal ?? `exit code ${code}`));
  }

  #exited(wasReady: boolean, reason: string): void {
    this.#child = undefined;
    if (!wasReady) this.#failedStarts++;
    this.#events.exit(reason);
    if (this.#closed) return;
    if (this.#failedStarts < maxFailedStarts) {
      this.#start();
      return;
    }
    this.#failedStarts = 0;
    this.#events.hopeless(reason);
  }
}

/**
 * How Node is started: by taskset (util-linux), which limits itself to the cores and then becomes Node, so threads that are made
 * later are limited too, process id and channel stay, and no native addon is needed.
 */
function launcher(cores: string | undefined) {
  if (cores === undefined) return { execArgv: [] };
  return { execPath: "taskset", execArgv: ["-c", cores, process.execPath] };
}
