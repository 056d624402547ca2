import { FlowError } from "#engine/errors.ts";
import type { TaskRequest } from "#engine/runtime/task-runner.ts";
import type { DevicePool, PoolSnapshot } from "../pools/device-pool.ts";
import { type BackoffOptions, Breaker, type BreakerSnapshot, type BreakerState } from "./breaker.ts";
import { UnsuitableModels } from "./unsuitable-models.ts";

/** What a device's pool does, and what is kept from it. */
export interface DeviceSnapshot extends PoolSnapshot {
  /** Tasks that it failed at and that went on to another device. Absent for 0. */
  readonly fallbacks?: number;
  /** Those that are not closed. Absent where all are. */
  readonly breakers?: readonly BreakerSnapshot[];
}

/** Called when a device gets no more tasks of a model, and when it does again. */
export type BreakerListener = (device: string, breaker: BreakerSnapshot) => void;

const probeModule = new URL("./probe/task.ts", import.meta.url).href;
/** A GPU compiles its first shader for seconds, an NPU its first model. */
const probeDeadlineMs = 60_000;

/** Why another device may do better: the process died, hung, or could not load or compute. */
const deviceFaults: readonly string[] = [
  "task.crashed",
  "task.timeout",
  "device.failed",
  "device.unavailable",
  "model.broken",
];

/** One device: its pool, a breaker for each model that failed on it, and the models that it cannot run. */
export class Device {
  readonly id: string;
  readonly #pool: DevicePool;
  readonly #backoff: BackoffOptions;
  readonly #changed: BreakerListener;
  readonly #breakers = new Map<string, Breaker>();
  readonly #unsuitable = new UnsuitableModels();
  #fallbacks = 0;

  constructor(id: string, pool: DevicePool, backoff: BackoffOptions, changed: BreakerListener) {
    this.id = id;
    this.#pool = pool;
    this.#backoff = backoff;
    this.#changed = changed;
  }

  /** Tasks that run or wait. */
  get load(): number {
    const { running, waiting } = this.#pool.snapshot();
    return running + waiting;
  }

  /** Starts its process. */
  start(): void {
    this.#pool.start();
  }

  /** Runs a task that no other device can take: whatever its breakers say. @throws {FlowError} see DevicePool.run */
  runLast(request: TaskRequest): Promise<{ output: unknown; attempts: number }> {
    return this.#pool.run(request);
  }

  /** Why tasks with this one's model go elsewhere now; undefined when this one may run, which it then has to. */
  refusal(request: TaskRequest): string | undefined {
    const unfit = this.#unsuitable.reasonFor(request.model);
    if (unfit !== undefined) return unfit;
    const breaker = this.#breakers.get(modelOf(request));
    return breaker === undefined || breaker.admits() ? undefined : breaker.reason;
  }

  /**
   * Runs a task that another device can take, and learns from it.
   * @throws {FlowError} what the pool throws; `isForAnother` tells whether another device is to try
   */
  async run(request: TaskRequest): Promise<{ output: unknown; attempts: number }> {
    const model = modelOf(request);
    try {
      const done = await this.#pool.run(request, { isMovable: true });
      this.#breakers.get(model)?.succeeded();
      return done;
    } catch (error) {
      this.#learn(model, request, error as FlowError);
      throw error;
    }
  }

  /** A tiny inference. @throws {FlowError} why it failed */
  async probe(): Promise<void> {
    const signal = new AbortController().signal;
    const deadlines = { softDeadlineMs: probeDeadlineMs, hardDeadlineMs: probeDeadlineMs };
    const request = {
      nodeType: "probe",
      module: probeModule,
      input: null,
      devices: [this.id],
      signal,
      ...deadlines,
    };
    await this.#pool.run(request, { isMovable: true });
  }

  snapshot(): DeviceSnapshot {
    const all = [...this.#breakers].map(([model, breaker]) => breaker.snapshot(model));
    const breakers = all.filter(({ state }) => state !== "closed");
    return {
      ...this.#pool.snapshot(),
      ...(this.#fallbacks === 0 ? {} : { fallbacks: this.#fallbacks }),
      ...(breakers.length === 0 ? {} : { breakers }),
    };
  }

  /** Ends its process for good. */
  async close(): Promise<void> {
    for (const breaker of this.#breakers.values()) breaker.close();
    await this.#pool.close();
  }

  #learn(model: string, request: TaskRequest, error: FlowError): void {
    const known = this.#breakers.get(model);
    if (isUnsuitable(error)) this.#unsuitable.add(request.model, error.message);
    if (request.signal.aborted || isFull(error)) known?.undecided();
    else if (!isFault(error)) known?.succeeded();
    else this.#breakerOf(model).failed(error.message);
    if ((isFault(error) || isFull(error)) && !request.signal.aborted) this.#fallbacks++;
  }

  #breakerOf(model: string): Breaker {
    const known = this.#breakers.get(model);
    if (known !== undefined) return known;
    const breaker = new Breaker({
      backoff: this.#backoff,
      probe: () => this.probe(),
      changed: (state) => this.#breakerChanged(model, state),
    });
    this.#breakers.set(model, breaker);
    return breaker;
  }

  #breakerChanged(model: string, state: BreakerState): void {
    const breaker = this.#breakers.get(model);
    if (breaker !== undefined) this.#changed(this.id, breaker.snapshot(model));
    if (state === "open") this.#pool.evict((waiting) => modelOf(waiting) === model);
  }
}

/** What a breaker is for: the task's model, or its node type where it has none. */
function modelOf({ model, nodeType }: TaskRequest): string {
  return model?.name ?? nodeType;
}

/** Whether the device is to be left alone after this error. */
function isFault({ code }: FlowError): boolean {
  return deviceFaults.includes(code);
}

function isFull({ code }: FlowError): boolean {
  return code === "pool.full";
}

/** Whether another device is to take the task: this one failed, has no room for it, or cannot run its model. */
export function isForAnother(error: unknown): error is FlowError {
  return error instanceof FlowError && (isFault(error) || isFull(error) || isUnsuitable(error));
}

/** Whether the device works, and cannot run the task's model. */
export function isUnsuitable({ code }: FlowError): boolean {
  return code === "device.unsuitable";
}
