import { availableParallelism, totalmem } from "node:os";
import { FlowError } from "#engine/errors.ts";
import { isMeantBy, kindOf } from "#engine/graph/device-preference.ts";
import { type Logger, silentLogger } from "#engine/runtime/logger.ts";
import type { PassedOver, TaskOutcome, TaskRequest, TaskRunner } from "#engine/runtime/task-runner.ts";
import { DevicePool } from "../pools/device-pool.ts";
import { type BackoffOptions, type BreakerSnapshot, defaultBackoff } from "./breaker.ts";
import { Device, type DeviceSnapshot, isForAnother, isUnsuitable } from "./device.ts";
import { type DeviceReport, type Nomination, type PoolNeeds, reportOf } from "./device-report.ts";
import { explainFailure } from "./explain-failure.ts";
import { modelBudget } from "./model-budget.ts";
import { chosenDevices, machinePreferences } from "./preference.ts";
import { cpuCores } from "./probe/affinity.ts";
import { cgroupLimits, type Limits } from "./probe/cgroup.ts";
import { systemTree } from "./probe/system-tree.ts";

/** How the devices of a machine are used. */
export interface DeviceManagerOptions {
  /** Devices for nodes that name none themselves, best first, of those that their types run on. Absent: what these say. */
  readonly preferences?: readonly string[] | undefined;
  /** Device for what no other one can take. Default `cpu`. */
  readonly fallback?: string;
  /** Worker threads of the device `cpu`. */
  readonly threads: number;
  /** Tells what may be here. Default: the machine's own files. */
  readonly nominate?: () => Promise<Nomination[]>;
  /** The pool of a device; a test gives one that plays a device. */
  readonly makePool?: (needs: PoolNeeds) => DevicePool;
  readonly backoff?: BackoffOptions;
  readonly log?: Logger;
}

/** A worker thread a core, and no more than four: beyond that memory bandwidth is the limit. */
const maxCpuThreads = 4;
/** A device that failed its first probe is probed again, first after this time, then after twice that, in ms. */
const probeAgainMs = 60_000;
const maxProbeAgainMs = 600_000;

/** The devices of this machine, each with its pool; the engine's way to them. */
export class DeviceManager implements TaskRunner {
  readonly #options: DeviceManagerOptions;
  readonly #log: Logger;
  /** What the processor's pool is given. */
  readonly #cpu: PoolNeeds;
  /** Those that are ready. The processor is always. */
  readonly #devices = new Map<string, Device>();
  /** Those that are being probed, and fail or become ready. */
  readonly #candidates = new Set<Device>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #reports: readonly DeviceReport[] = [];
  #probing: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: DeviceManagerOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLogger;
    this.#cpu = cpuNeeds(options.threads);
    this.#devices.set("cpu", this.#makeDevice(this.#cpu));
  }

  /**
   * Starts the processor's workers, so that they are warm when the first node opens (a task starts them else), and
   * looks for other devices.
   */
  start(): void {
    this.#devices.get("cpu")?.start();
    this.#probing ??= this.#probe().catch((error: unknown) => {
      this.#log.warn("the devices could not be probed", { reason: String(error) });
    });
  }

  /** Resolves when all devices that `start` looked for are ready, or have failed. */
  async probed(): Promise<void> {
    await this.#probing;
  }

  /**
   * Runs a task on the best device of its list that is here and works. Where that fails the next one takes the task.
   * @throws {FlowError} `device.unavailable` when none is here; else what the last device throws
   */
  async run(request: TaskRequest): Promise<TaskOutcome> {
    const wanted = this.#preferencesOf(request);
    const choices = chosenDevices(wanted, [...this.#devices.values()]);
    const last = choices.pop();
    if (last === undefined) throw this.#noneHere(wanted);
    const skipped: PassedOver[] = [];
    let failures = 0;
    for (const device of choices) {
      const refusal = device.refusal(request);
      if (refusal !== undefined) {
        skipped.push({ device: device.id, reason: refusal });
        continue;
      }
      try {
        const { output, attempts } = await device.run(request);
        return this.#outcome(wanted, device, skipped, output, failures + attempts);
      } catch (error) {
        if (!isForAnother(error) || request.signal.aborted) throw error;
        skipped.push({ device: device.id, reason: error.message });
        if (!isUnsuitable(error)) failures++;
      }
    }
    const { output, attempts } = await last.runLast(request);
    return this.#outcome(wanted, last, skipped, output, failures + attempts);
  }

  /** State of every device that is ready. */
  snapshot(): DeviceSnapshot[] {
    return [...this.#devices.values()].map((device) => device.snapshot());
  }

  /** What was found of each kind, and what is missing; empty before `start`. */
  reports(): readonly DeviceReport[] {
    return this.#reports;
  }

  /** Ends all device processes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([...this.#devices.values(), ...this.#candidates].map((device) => device.close()));
  }

  #preferencesOf({ devices, isDefault }: TaskRequest): readonly string[] {
    const { preferences: ofHere, fallback = "cpu" } = this.#options;
    const ofMachine = isDefault === true && ofHere !== undefined;
    const preferences = ofMachine ? machinePreferences(ofHere, devices) : devices;
    return preferences.some((preference) => isMeantBy(preference, fallback))
      ? preferences
      : [...preferences, fallback];
  }

  #outcome(
    wanted: readonly string[],
    { id: device }: Device,
    skipped: readonly PassedOver[],
    output: unknown,
    attempts: number,
  ): TaskOutcome {
    const better = wanted.slice(
      0,
      wanted.findIndex((preference) => isMeantBy(preference, device)),
    );
    const missing = better.filter((preference) => !skipped.some((one) => isMeantBy(preference, one.device)));
    const passedOver = [...missing.map((preference) => this.#missing(preference)), ...skipped];
    return { output, device, attempts, wanted, passedOver };
  }

  #missing(preference: string): PassedOver {
    const meant = this.#reports.filter(({ id }) => isMeantBy(preference, id));
    const { state, explanation } = meant.find((each) => each.state !== "absent") ?? meant[0] ?? {};
    const reason = state === "probing" ? "It is being probed." : explanation;
    return { device: preference, reason: reason ?? `There is no ${preference} here.` };
  }

  #noneHere(wanted: readonly string[]): FlowError {
    const here = [...this.#devices.keys()].join(", ");
    const message = `None of ${wanted.join(", ")} is here; there is ${here}.`;
    return new FlowError("device.unavailable", { field: "devices", message });
  }

  async #probe(): Promise<void> {
    const found = await (this.#options.nominate ?? nominateHere)();
    const nominations = found.map((each) => (each.id === "cpu" ? { ...each, ...this.#cpu } : each));
    this.#reports = nominations.map(reportOf);
    const candidates = nominations.filter(({ state }) => state === "probing");
    await Promise.all(candidates.map((nomination) => this.#confirm(nomination, probeAgainMs)));
  }

  async #confirm(nomination: Nomination, againMs: number): Promise<void> {
    const { id } = nomination;
    const device = this.#devices.get(id) ?? this.#makeDevice(nomination);
    this.#candidates.add(device);
    try {
      await device.probe();
      if (this.#isClosed) return;
      this.#devices.set(id, device);
      this.#report({ ...nomination, state: "ready" });
    } catch (error) {
      if (this.#isClosed) return;
      this.#report({ ...nomination, ...explainFailure(nomination, error) });
      if (!this.#devices.has(id)) await device.close();
      this.#later(againMs, () => this.#confirm(nomination, Math.min(maxProbeAgainMs, 2 * againMs)));
    } finally {
      this.#candidates.delete(device);
    }
  }

  #later(ms: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, ms).unref();
    this.#timers.add(timer);
  }

  #report(nomination: Nomination): void {
    const report = reportOf(nomination);
    this.#reports = this.#reports.map((each) => (each.id === report.id ? report : each));
    const { id: device, state, explanation } = report;
    if (state === "ready") this.#log.info("device ready", { device });
    else this.#log.warn("device failed its probe", { device, state, explanation });
  }

  #makeDevice(needs: PoolNeeds): Device {
    const { makePool, threads, backoff = defaultBackoff } = this.#options;
    const pool = makePool?.(needs) ?? poolOf(needs, threads);
    return new Device(needs.id, pool, backoff, (device, breaker) => this.#noteBreaker(device, breaker));
  }

  #noteBreaker(device: string, { model, state, reason }: BreakerSnapshot): void {
    if (state === "open") this.#log.warn("device failed, others take its tasks", { device, model, reason });
    else if (state === "half-open")
      this.#log.info("device answers again, one task tries it", { device, model });
    else this.#log.info("device is back", { device, model });
  }
}

/** The manager of this machine's devices; `start()` has its processes ready before they are needed. */
export function createDeviceManager(
  threads?: number,
  options: Omit<DeviceManagerOptions, "threads"> = {},
): DeviceManager {
  return new DeviceManager({ ...options, threads: threads ?? defaultThreads(cgroupLimits(systemTree("/"))) });
}

/** Worker threads of the processor where nobody says otherwise. */
export function defaultThreads({ cpus = Number.POSITIVE_INFINITY }: Pick<Limits, "cpus">): number {
  return Math.max(1, Math.min(maxCpuThreads, availableParallelism(), Math.floor(cpus)));
}

/** Loaded late: a manager that was never started does not probe. */
async function nominateHere(): Promise<Nomination[]> {
  const { nominateDevices } = await import("./probe/nominate.ts");
  const { withGpuMemory } = await import("./probe/gpu-memory.ts");
  const tree = systemTree("/");
  return withGpuMemory(nominateDevices(tree), tree);
}

/** The processor, with its part of the memory that a container may have. */
function cpuNeeds(threads: number): PoolNeeds {
  const tree = systemTree("/");
  const { memoryBytes = Number.POSITIVE_INFINITY } = cgroupLimits(tree);
  const cores = cpuCores(tree, threads);
  const modelBytes = modelBudget(Math.min(totalmem(), memoryBytes));
  return { id: "cpu", env: {}, modelBytes, ...(cores === undefined ? {} : { cores }) };
}

/** Sequences that may share a run. OpenVINO's devices run one: an NPU has them compiled for one size. */
const batchLimits: Readonly<Record<string, number>> = { cpu: 4, cuda: 8, webgpu: 4 };

/** Two workers in a process that uses a GPU crash, and one keeps it busy. */
function poolOf({ id: device, env, cores, modelBytes }: PoolNeeds, threads: number): DevicePool {
  return new DevicePool({
    device,
    threads: device === "cpu" ? threads : 1,
    batchLimit: batchLimits[kindOf(device)] ?? 1,
    env,
    ...(cores === undefined ? {} : { cores }),
    ...(modelBytes === undefined ? {} : { modelBytes }),
  });
}
