/** Structured log sink. Audio and transcript text never go in. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A logger that says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {} };

/** How a task is to be run. */
export interface TaskOptions {
  /** Lower goes first: 0 for what a listener waits for (the default), 1 for drafts. */
  readonly priority?: number;
  /** After this many ms the task is asked to stop. Default 20 000. */
  readonly softDeadlineMs?: number;
  /** After this many ms its process is killed and the task tried once more. Default 30 000. */
  readonly hardDeadlineMs?: number;
}

/** A task for whoever owns the devices. `input` and output are plain data that a process boundary can carry. */
export interface TaskRequest extends TaskOptions {
  /** File URL of the module whose export `task` is run. */
  readonly module: string;
  readonly input: unknown;
  /** Devices wanted, best first. */
  readonly devices: readonly string[];
  readonly signal: AbortSignal;
}

/** A task done: what came out, where, and at which attempt. */
export interface TaskOutcome {
  readonly output: unknown;
  readonly device: string;
  /** 1, or 2 when the first worker died. */
  readonly attempts: number;
}

/** Runs tasks on devices. The engine knows only this; runtime-workers implements it. */
export interface TaskHost {
  run(request: TaskRequest): Promise<TaskOutcome>;
}
