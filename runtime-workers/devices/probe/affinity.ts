import { delimiter, join } from "node:path";
import { cgroupLimits } from "./cgroup.ts";
import { formatCores, parseCores } from "./core-list.ts";
import type { SystemTree } from "./system-tree.ts";

const cpuFolder = "/sys/devices/system/cpu";

/**
 * The cores for the workers of the device `cpu`: of those that this process may use the distinct physical ones first, then
 * the faster ones, until each worker has one, and all that are as good as the last. So two workers never share a core's
 * arithmetic units, and none lands on a slow core. No fewer than these: pinned to exactly as many cores as it has threads a
 * pool takes up to twice as long when something else runs on them (measured), since the kernel cannot move it.
 * @returns a list for taskset, such as `0,2,4-5`; undefined where pinning gains nothing or does harm: all cores are alike or
 * wanted, others use them without our seeing it (`isShared`), or there is no taskset, no Linux
 */
export function cpuCores(tree: SystemTree, threads: number): string | undefined {
  const allowed = allowedCores(tree);
  if (allowed.length <= threads || isShared(tree, allowed) || !hasTaskset(tree)) return undefined;
  const known = new Set(allowed);
  const cores = allowed
    .map((id) => ({ id, sibling: siblingOf(tree, id, known), kHz: kiloHertz(tree, id) }))
    .sort((one, other) => one.sibling - other.sibling || other.kHz - one.kHz);
  const last = cores[threads - 1];
  const chosen = cores.filter(({ sibling, kHz }) => {
    return last === undefined || sibling < last.sibling || (sibling === last.sibling && kHz >= last.kHz);
  });
  return chosen.length === allowed.length ? undefined : formatCores(chosen.map(({ id }) => id));
}

/**
 * The cores beside a PCI device, of those that this process may use: on a machine of several sockets the way from the
 * others to the device is longer.
 * @param address such as `0000:01:00.0`
 * @returns a list for taskset; undefined where these are all, or nothing is known
 */
export function coresBeside(tree: SystemTree, address: string): string | undefined {
  const allowed = allowedCores(tree);
  const beside = new Set(parseCores(tree.text(`/sys/bus/pci/devices/${address}/local_cpulist`) ?? ""));
  const cores = allowed.filter((core) => beside.has(core));
  if (cores.length === 0 || cores.length === allowed.length || !hasTaskset(tree)) return undefined;
  return formatCores(cores);
}

/** See `Cpus_allowed_list` in proc_pid_status(5): the result of taskset, cpusets and services' settings. */
function allowedCores(tree: SystemTree): number[] {
  const status = tree.text("/proc/self/status") ?? "";
  return parseCores(status.match(/^Cpus_allowed_list:\s*(\S+)$/m)?.[1] ?? "");
}

/**
 * Whether containers beside this one may run on the same cores: it has a share of the processor's time, or is a container
 * (its root is an overlay) without a set of cores of its own. Each of them would choose the same cores.
 */
function isShared(tree: SystemTree, allowed: readonly number[]): boolean {
  if (cgroupLimits(tree).cpus !== undefined) return true;
  const isContainer = / \/ \/ .* - overlay /.test(tree.text("/proc/self/mountinfo") ?? "");
  return isContainer && allowed.length >= parseCores(tree.text(`${cpuFolder}/online`) ?? "").length;
}

/** 0 for the first hardware thread of a physical core that may be used, 1 for its second. */
function siblingOf(tree: SystemTree, core: number, allowed: ReadonlySet<number>): number {
  const siblings = parseCores(tree.text(`${cpuFolder}/cpu${core}/topology/thread_siblings_list`) ?? "");
  return Math.max(0, siblings.filter((each) => allowed.has(each)).indexOf(core));
}

/** 0 where nothing is known, as in many virtual machines: all are alike then. */
function kiloHertz(tree: SystemTree, core: number): number {
  return Number(tree.text(`${cpuFolder}/cpu${core}/cpufreq/cpuinfo_max_freq`) ?? 0);
}

/** Of util-linux. The device's process is started by it: what it forbids then holds for all its threads. */
function hasTaskset(tree: SystemTree): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.some((folder) => folder !== "" && tree.exists(join(folder, "taskset")));
}
