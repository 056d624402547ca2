import { availableParallelism } from "node:os";
import { FlowError } from "#engine/errors.ts";
import type { TaskHost, TaskOutcome, TaskRequest } from "#engine/runtime/host.ts";
import { DevicePool, type PoolSnapshot } from "../pools/device-pool.ts";

/** A worker thread a core, and no more than four: beyond that memory bandwidth is the limit. */
const maxCpuThreads = 4;

/** The devices of this machine, each with its pool; the engine's way to them. */
export class DeviceHost implements TaskHost {
  readonly #pools: ReadonlyMap<string, DevicePool>;

  constructor(pools: ReadonlyMap<string, DevicePool>) {
    this.#pools = pools;
  }

  /** Starts all device processes, so that they are warm when the first node opens. A task starts its own else. */
  start(): void {
    for (const pool of this.#pools.values()) pool.start();
  }

  /**
   * Runs a task on the first device of its list that is here.
   * @throws {FlowError} `device.unavailable` when none is; else what the pool throws
   */
  async run(request: TaskRequest): Promise<TaskOutcome> {
    const device = request.devices.find((name) => this.#pools.has(name));
    const pool = device === undefined ? undefined : this.#pools.get(device);
    if (device === undefined || pool === undefined) {
      const here = [...this.#pools.keys()].join(", ");
      const message = `None of ${request.devices.join(", ") || "no device"} is here; there is ${here}.`;
      throw new FlowError("device.unavailable", { field: "devices", message });
    }
    const { output, attempts } = await pool.run(request);
    return { output, device, attempts };
  }

  /** State of every pool. */
  snapshot(): PoolSnapshot[] {
    return [...this.#pools.values()].map((pool) => pool.snapshot());
  }

  /** Ends all device processes. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }
}

/** The host of this machine; `start()` has its process ready before it is needed. */
export function createDeviceHost(threads = Math.min(maxCpuThreads, availableParallelism())): DeviceHost {
  return new DeviceHost(new Map([["cpu", new DevicePool({ device: "cpu", threads })]]));
}
