import type { Nomination } from "../device-report.ts";
import { nominateCpu } from "./cpu.ts";
import { nominateIntelGpus, nominateNpu } from "./intel.ts";
import { nominateNvidia } from "./nvidia.ts";
import { installedRuntimes, type Runtimes } from "./runtimes.ts";
import { type SystemTree, systemTree } from "./system-tree.ts";
import { nominateWebGpu } from "./webgpu.ts";

/**
 * Every device that the file system tells of, and of each kind that is not here one that says so. Nothing is loaded
 * or run: those in the state `probing` have to show in a process of their own what they can do.
 * @param tree the machine's files; a test gives some that it made up
 */
export function nominateDevices(
  tree: SystemTree = systemTree("/"),
  runtimes: Runtimes = installedRuntimes(),
): Nomination[] {
  return [
    nominateCpu(tree),
    ...nominateNvidia(tree, runtimes),
    nominateWebGpu(tree),
    nominateNpu(tree, runtimes),
    ...nominateIntelGpus(tree, runtimes),
  ];
}
