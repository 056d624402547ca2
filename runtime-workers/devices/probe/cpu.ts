import type { Nomination } from "../device-report.ts";
import { cgroupLimits } from "./cgroup.ts";
import type { SystemTree } from "./system-tree.ts";

/** Instruction sets that ONNX Runtime's kernels are chosen by, with the kernel's name of each. */
const instructionSets: Readonly<Record<string, string>> = {
  avx2: "avx2",
  avx512f: "avx512",
  avx512_vnni: "avx512-vnni",
  avx_vnni: "avx-vnni",
  amx_tile: "amx",
  asimd: "neon",
  sve: "sve",
};

/** The processor, which is always there, with its limits. */
export function nominateCpu(tree: SystemTree): Nomination {
  const info = tree.text("/proc/cpuinfo") ?? "";
  const field = (name: RegExp) => info.match(new RegExp(`^(?:${name.source})\\s*:\\s*(.*)$`, "m"))?.[1];
  const known = (field(/flags|Features/) ?? "").split(" ");
  const flags = known.flatMap((flag) => instructionSets[flag] ?? []);
  const cores = info.match(/^processor\s*:/gm)?.length ?? 1;
  const name = field(/model name|Hardware/) ?? "Processor";
  const { cpus, memoryBytes } = cgroupLimits(tree);
  const limit = cpus === undefined ? "" : `, of which this process may use ${Number(cpus.toFixed(2))}`;
  return {
    id: "cpu",
    kind: "cpu",
    name,
    state: "probing",
    explanation: `${cores} cores${limit}${flags.length > 0 ? `; ${flags.join(", ")}` : ""}.`,
    facts: {
      cores,
      flags,
      ...(cpus === undefined ? {} : { cpuLimit: cpus }),
      ...memoryOf(tree),
      ...(memoryBytes === undefined ? {} : { memoryLimitBytes: memoryBytes }),
    },
    env: {},
  };
}

/** See proc_meminfo(5). */
function memoryOf(tree: SystemTree): { readonly memoryBytes?: number } {
  const kibibytes = tree.text("/proc/meminfo")?.match(/^MemTotal:\s*(\d+) kB$/m)?.[1];
  return kibibytes === undefined ? {} : { memoryBytes: Number(kibibytes) * 1024 };
}
