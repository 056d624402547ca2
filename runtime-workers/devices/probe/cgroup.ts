import type { SystemTree } from "./system-tree.ts";

/** What a container or service manager lets this process have; undefined where there is no limit. */
export interface Limits {
  /** Processors, such as 1.5. */
  readonly cpus: number | undefined;
  readonly memoryBytes: number | undefined;
}

/** cgroup v1 writes "no limit" as the largest multiple of a page below 2^63. */
const noLimitBytes = 2 ** 62;

/**
 * The limits of this process's cgroup and of all above it, v2 and v1 (the kernel's admin-guide/cgroup-v2.rst and
 * scheduler/sched-bwc.rst).
 */
export function cgroupLimits(tree: SystemTree): Limits {
  const cpus: number[] = [];
  const bytes: number[] = [];
  for (const line of (tree.text("/proc/self/cgroup") ?? "0::/").split("\n")) {
    const [, controllers = "", path = "/"] = line.split(":");
    for (const folder of foldersUpwards(path)) {
      if (controllers === "") {
        push(cpus, quota(...words(tree, `/sys/fs/cgroup${folder}/cpu.max`)));
        push(bytes, ...words(tree, `/sys/fs/cgroup${folder}/memory.max`).map(Number));
      }
      const names = controllers.split(",");
      if (names.includes("cpu")) {
        const at = `/sys/fs/cgroup/cpu${folder}`;
        push(cpus, quota(tree.text(`${at}/cpu.cfs_quota_us`), tree.text(`${at}/cpu.cfs_period_us`)));
      }
      if (names.includes("memory")) {
        push(bytes, Number(tree.text(`/sys/fs/cgroup/memory${folder}/memory.limit_in_bytes`)));
      }
    }
  }
  const least = (values: readonly number[]) => (values.length === 0 ? undefined : Math.min(...values));
  return { cpus: least(cpus), memoryBytes: least(bytes) };
}

/** `/a/b`, `/a` and the empty path: inside a container only the last is there. */
function foldersUpwards(path: string): string[] {
  const parts = path.split("/").filter(Boolean);
  return [...parts.keys(), parts.length].reverse().map((count) =>
    parts
      .slice(0, count)
      .map((part) => `/${part}`)
      .join(""),
  );
}

function words(tree: SystemTree, path: string): string[] {
  return tree.text(path)?.split(/\s+/) ?? [];
}

/** Processors by a quota and its period, both in µs. `max` and -1 are no limit. */
function quota(quotaUs = "max", periodUs = "100000"): number {
  return Number(quotaUs) / Number(periodUs);
}

function push(values: number[], ...found: readonly number[]): void {
  for (const value of found)
    if (Number.isFinite(value) && value > 0 && value < noLimitBytes) values.push(value);
}
