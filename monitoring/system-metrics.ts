import { statfs } from "node:fs/promises";
import { cpus, freemem, totalmem } from "node:os";
import type { MetricRegistry } from "./registry.ts";

/** Milliseconds that all cores together were busy and idle since boot. */
export interface CpuTimes {
  readonly busyMs: number;
  readonly idleMs: number;
}

/** What `os.cpus()` says, summed over the cores. */
export function readCpuTimes(): CpuTimes {
  let busyMs = 0;
  let idleMs = 0;
  for (const { times } of cpus()) {
    busyMs += times.user + times.nice + times.sys + times.irq;
    idleMs += times.idle;
  }
  return { busyMs, idleMs };
}

/** Busy share between two readings in percent, 0 to 100; undefined when no time lies between them. */
export function cpuPercent(before: CpuTimes, now: CpuTimes): number | undefined {
  const busyMs = now.busyMs - before.busyMs;
  const totalMs = busyMs + now.idleMs - before.idleMs;
  return totalMs <= 0 ? undefined : Math.min(100, Math.max(0, (100 * busyMs) / totalMs));
}

/** Keeps the `system_*` metrics of the machine that the server runs on. */
export class SystemMetrics {
  readonly #metrics: MetricRegistry;
  readonly #dataFolder: string;
  #cpuTimes = readCpuTimes();

  constructor(metrics: MetricRegistry, dataFolder: string) {
    this.#metrics = metrics;
    this.#dataFolder = dataFolder;
  }

  /** Reads CPU, memory and disk. A disk that cannot be read keeps its last figure. */
  async collect(): Promise<void> {
    const now = readCpuTimes();
    const percent = cpuPercent(this.#cpuTimes, now);
    this.#cpuTimes = now;
    if (percent !== undefined) this.#metrics.set("system_cpu_usage_percent", {}, percent);
    this.#metrics.set("system_memory_usage_bytes", {}, totalmem() - freemem());
    this.#metrics.set("system_memory_size_bytes", {}, totalmem());
    const disk = await statfs(this.#dataFolder).catch(() => undefined);
    if (disk === undefined) return;
    this.#metrics.set("system_disk_usage_bytes", {}, (disk.blocks - disk.bfree) * disk.bsize);
    this.#metrics.set("system_disk_size_bytes", {}, disk.blocks * disk.bsize);
  }
}
