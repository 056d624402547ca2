import { execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";
import type { Nomination } from "../device-report.ts";
import { modelBudget } from "../model-budget.ts";
import { renderNodes } from "./pci.ts";
import type { SystemTree } from "./system-tree.ts";

/** Bytes of memory by a GPU's address on the PCI bus. */
export type GpuMemory = ReadonlyMap<string, number>;

/** A driver that is not in use takes a second to answer; one that hangs is not to hold up the other devices. */
const smiTimeoutMs = 3000;
/** Less than this is what the firmware set aside for a GPU without memory of its own: it takes main memory besides. */
const leastVramBytes = 2 ** 31;

/**
 * The same nominations, with the memory of those GPUs whose drivers tell it and the part that models may fill: all that
 * compute on one card share its part. One without stays without a limit: main memory is not its own, or nobody tells.
 * @param ask for NVIDIA's GPUs; asked once, and only where one is to be used
 */
export async function withGpuMemory(
  nominations: readonly Nomination[],
  tree: SystemTree,
  ask: () => Promise<GpuMemory> = askNvidiaSmi,
): Promise<Nomination[]> {
  const renderers = graphicsCards(tree);
  const ofNvidia = tree.list("/proc/driver/nvidia/gpus");
  const cards = nominations.map((each) => cardsOf(each, renderers.length > 0 ? renderers : ofNvidia));
  const mayAsk = cards.flat().some((card) => ofNvidia.includes(card));
  const memory = new Map([...amdMemory(tree, renderers), ...(mayAsk ? await ask() : [])]);
  return nominations.map((nomination, at) => {
    const known = (cards[at] ?? []).flatMap((card) => memory.get(card) ?? []);
    if (known.length === 0) return nomination;
    // Which of several cards WebGPU takes is its own choice: the smallest is what it surely has.
    const memoryBytes = Math.min(...known);
    const sharers = cards.filter((each) => each.some((card) => cards[at]?.includes(card))).length;
    const facts = { ...nomination.facts, memoryBytes };
    return { ...nomination, facts, modelBytes: modelBudget(memoryBytes / sharers) };
  });
}

/**
 * Asks NVIDIA's driver by the tool that comes with it (docs.nvidia.com/deploy/nvidia-smi): a line a GPU,
 * `00000000:01:00.0, 81559`, in MiB, or `[N/A]` where the GPU has main memory. Empty where the tool is not here or fails.
 */
export async function askNvidiaSmi(command = "nvidia-smi", timeoutMs = smiTimeoutMs): Promise<GpuMemory> {
  const query = ["--query-gpu=pci.bus_id,memory.total", "--format=csv,noheader,nounits"];
  const options = { timeout: timeoutMs, killSignal: "SIGKILL" } as const;
  const answer = await promisify(execFile)(command, query, options).catch(() => ({ stdout: "" }));
  const lines = answer.stdout.matchAll(/^[0-9a-f]{4}([0-9a-f]{4}:[0-9a-f:.]+),\s*(\d+)\s*$/gim);
  return new Map(
    [...lines].map(([, address = "", mebibytes]) => [address.toLowerCase(), Number(mebibytes) * 2 ** 20]),
  );
}

/**
 * The cards that a device may compute on; none for one that is not to be used, or is no GPU.
 * @param renderers those that Vulkan reaches
 */
function cardsOf({ kind, state, facts }: Nomination, renderers: readonly string[]): readonly string[] {
  if (state !== "probing") return [];
  if (kind === "cuda" && typeof facts["address"] === "string") return [facts["address"]];
  return kind === "webgpu" ? renderers : [];
}

/** Addresses of the GPUs with a render node that this process may use. */
function graphicsCards(tree: SystemTree): string[] {
  const nodes = renderNodes(tree).filter(({ path }) => tree.mayUse(path));
  return nodes.flatMap(({ path }) => tree.linkName(`/sys/class/drm/${basename(path)}/device`) ?? []);
}

/** What the driver amdgpu tells (docs.kernel.org/gpu/amdgpu/driver-misc.html), in bytes. */
function amdMemory(tree: SystemTree, cards: readonly string[]): GpuMemory {
  const found = cards.flatMap((address): [string, number][] => {
    const bytes = (name: string) => Number(tree.text(`/sys/bus/pci/devices/${address}/${name}`) ?? 0);
    const vram = bytes("mem_info_vram_total");
    if (vram === 0) return [];
    return [[address, vram < leastVramBytes ? vram + bytes("mem_info_gtt_total") : vram]];
  });
  return new Map(found);
}
