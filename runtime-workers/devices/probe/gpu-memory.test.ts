import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Nomination } from "../device-report.ts";
import { askNvidiaSmi, type GpuMemory, withGpuMemory } from "./gpu-memory.ts";
import { nominateDevices } from "./nominate.ts";
import { systemTree } from "./system-tree.ts";
import { type MadeUp, makeTree } from "./testing.ts";

const gibibyte = 2 ** 30;
const unasked = () => Promise.reject(new Error("asked for nothing"));

/** An NVIDIA GPU with its driver. */
const nvidiaGpu = (address: string, minor: number): MadeUp => ({
  "/proc/driver/nvidia/version": "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.15\n",
  [`/proc/driver/nvidia/gpus/${address}/information`]: `Model: \t\t NVIDIA H200\nDevice Minor: \t ${minor}\n`,
  [`/dev/nvidia${minor}`]: "",
});
/** A GPU that Vulkan reaches. */
const vulkanGpu = (address: string, vendor: string, files: MadeUp = {}): MadeUp => ({
  "/dev/dri/renderD128": "",
  "/usr/share/vulkan/icd.d/any_icd.json": "{}",
  "/usr/share/vulkan/icd.d/nvidia_icd.json": "{}",
  "/usr/share/vulkan/icd.d/radeon_icd.json": "{}",
  "/sys/class/drm/renderD128/device": { link: `../../../bus/pci/devices/${address}` },
  [`/sys/bus/pci/devices/${address}/vendor`]: `${vendor}\n`,
  ...Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`/sys/bus/pci/devices/${address}/${name}`, text]),
  ),
});

/** What is given to the devices of a made-up machine, by device. */
async function memoryOf(files: MadeUp, ask: () => Promise<GpuMemory>) {
  const tree = systemTree(makeTree(files));
  const nominations = nominateDevices(tree, { cuda: true, openvino: false } as never);
  const memory = (await withGpuMemory(nominations, tree, ask)).map(
    ({ id, facts, modelBytes }: Nomination) => {
      return [id, [facts["memoryBytes"], modelBytes]] as const;
    },
  );
  return new Map(memory);
}

/** A tool that answers as nvidia-smi would. */
function played(script: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "patchbay-smi-")), "nvidia-smi");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("models may fill half of an NVIDIA GPU's own memory, told apart by its place on the PCI bus", async () => {
  const files = { ...nvidiaGpu("0000:81:00.0", 1), ...nvidiaGpu("0000:c1:00.0", 0) };
  const ask = async () =>
    new Map([
      ["0000:c1:00.0", 80 * gibibyte],
      ["0000:81:00.0", 24 * gibibyte],
    ]);
  const memory = await memoryOf(files, ask);
  expect(memory.get("cuda:0")).toEqual([24 * gibibyte, 12 * gibibyte]);
  expect(memory.get("cuda:1")).toEqual([80 * gibibyte, 40 * gibibyte]);
});

test("two devices that compute on one card share its part", async () => {
  const files = { ...nvidiaGpu("0000:81:00.0", 0), ...vulkanGpu("0000:81:00.0", "0x10de") };
  const memory = await memoryOf(files, async () => new Map([["0000:81:00.0", 24 * gibibyte]]));
  expect(memory.get("cuda:0")).toEqual([24 * gibibyte, 6 * gibibyte]);
  expect(memory.get("webgpu:0")).toEqual([24 * gibibyte, 6 * gibibyte]);
});

test("a card of NVIDIA that Vulkan reaches without a render node, as in containers, has its memory too", async () => {
  const vulkan = { "/usr/share/vulkan/icd.d/nvidia_icd.json": "{}" };
  const files = { ...nvidiaGpu("0000:81:00.0", 0), ...vulkan };
  const memory = await memoryOf(files, async () => new Map([["0000:81:00.0", 24 * gibibyte]]));
  expect(memory.get("webgpu:0")).toEqual([24 * gibibyte, 6 * gibibyte]);
});

test("an AMD GPU's memory is what its driver says; NVIDIA's tool is not asked for it", async () => {
  const files = vulkanGpu("0000:03:00.0", "0x1002", {
    mem_info_vram_total: `${16 * gibibyte}\n`,
    mem_info_gtt_total: `${32 * gibibyte}\n`,
  });
  expect((await memoryOf(files, unasked)).get("webgpu:0")).toEqual([16 * gibibyte, 8 * gibibyte]);
});

test("a GPU in the processor has the main memory besides that it may take", async () => {
  const files = vulkanGpu("0000:03:00.0", "0x1002", {
    mem_info_vram_total: `${gibibyte / 2}\n`,
    mem_info_gtt_total: `${7 * gibibyte}\n`,
  });
  expect((await memoryOf(files, unasked)).get("webgpu:0")).toEqual([7.5 * gibibyte, 3.75 * gibibyte]);
});

test("a GPU whose memory nobody tells has no limit", async () => {
  const intel = vulkanGpu("0000:00:02.0", "0x8086", {});
  expect((await memoryOf(intel, unasked)).get("webgpu:0")).toEqual([undefined, undefined]);
  const silent = async () => new Map();
  expect((await memoryOf(nvidiaGpu("0000:81:00.0", 0), silent)).get("cuda:0")).toEqual([
    undefined,
    undefined,
  ]);
});

test("nvidia-smi is asked for addresses and MiB, and a GPU that says none is left out", async () => {
  const args = join(mkdtempSync(join(tmpdir(), "patchbay-smi-")), "arguments");
  const lines = "00000000:81:00.0, 81559\\n00000000:C1:00.0, 143771\\n00000000:01:00.0, [N/A]\\n";
  const memory = await askNvidiaSmi(played(`echo "$@" > ${args}; printf '${lines}'`));
  expect([...memory]).toEqual([
    ["0000:81:00.0", 81559 * 2 ** 20],
    ["0000:c1:00.0", 143771 * 2 ** 20],
  ]);
  expect(readFileSync(args, "utf8")).toBe(
    "--query-gpu=pci.bus_id,memory.total --format=csv,noheader,nounits\n",
  );
});

test("an nvidia-smi that is not here, fails or hangs tells nothing", async () => {
  expect((await askNvidiaSmi("/nowhere/nvidia-smi")).size).toBe(0);
  expect((await askNvidiaSmi(played("echo 'NVIDIA-SMI has failed'; exit 9"))).size).toBe(0);
  expect((await askNvidiaSmi(played("exec sleep 600"), 50)).size).toBe(0);
});
