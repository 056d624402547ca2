import type { DeviceState, Nomination } from "../device-report.ts";
import { isGraphics, nvidia, pciDevices, type RenderNode, renderNodes } from "./pci.ts";
import type { SystemTree } from "./system-tree.ts";

const driverFolders = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"];
/** Vulkan drivers that compute on the processor: right, and hundreds of times slower than the device `cpu`. */
const software = /lvp|llvmpipe|swiftshader/i;
/** Vulkan drivers of each PCI vendor, by how their files begin. */
const driversOf: Readonly<Record<string, RegExp>> = {
  "0x8086": /^intel/,
  "0x1002": /^(radeon|amd)/,
  "0x10de": /^(nvidia|nouveau)/,
};
const joinRender = "add the user to the group render (sudo usermod -aG render $USER), and log in again";

/** The GPU that WebGPU reaches over Vulkan. Which of several it takes is its own choice, so there is one at most. */
export function nominateWebGpu(tree: SystemTree): Nomination {
  const drivers = vulkanDrivers(tree);
  const nodes = graphicsNodes(tree);
  if (nodes.length === 0) return webGpu(...withoutNode(tree, drivers));
  const usable = nodes.filter(({ path }) => tree.mayUse(path));
  const [first] = nodes;
  if (usable.length === 0) {
    return webGpu("no-permission", `GPU found at ${first?.path}, no permission: ${joinRender}.`);
  }
  const own = drivers.filter((path) => usable.some(({ vendor }) => fits(path, vendor)));
  if (own.length === 0) {
    const { path, vendor } = usable[0] as RenderNode;
    return webGpu(
      "missing-driver",
      `GPU found at ${path}, Vulkan driver not installed: ${driverHint(vendor)}`,
    );
  }
  return {
    ...webGpu("probing", `GPU found at ${usable.map(({ path }) => path).join(", ")}.`),
    facts: { vulkanDrivers: own },
    // Without this a driver that computes on the processor would stand in for one that fails.
    env: { VK_DRIVER_FILES: own.join(":"), VK_ICD_FILENAMES: own.join(":") },
  };
}

/** NVIDIA's Vulkan driver works by device files of its own: in a container there is often no render node. */
function graphicsNodes(tree: SystemTree): RenderNode[] {
  const nodes = renderNodes(tree);
  if (nodes.some(({ vendor }) => vendor === nvidia)) return nodes;
  const own = tree.list("/dev").filter((name) => /^nvidia\d+$/.test(name));
  return [...nodes, ...own.map((name) => ({ path: `/dev/${name}`, vendor: nvidia, address: "" }))];
}

function driverHint(vendor: string): string {
  if (vendor !== nvidia) return "apt install mesa-vulkan-drivers";
  return "install NVIDIA's libnvidia-gl; in a container, start it with NVIDIA_DRIVER_CAPABILITIES=all";
}

function withoutNode(tree: SystemTree, drivers: readonly string[]): [DeviceState, string, string?] {
  const onBus = pciDevices(tree).find(
    (device) => isGraphics(device) && driversOf[device.vendor] !== undefined,
  );
  if (onBus !== undefined && onBus.driver === undefined) {
    return ["missing-driver", `GPU found at PCI ${onBus.address}, its kernel driver not loaded.`];
  }
  if (onBus !== undefined) {
    const hint = "in a container, start it with --device /dev/dri";
    return ["no-permission", `GPU found at PCI ${onBus.address}, but /dev/dri has no render node: ${hint}.`];
  }
  const onlySoftware = drivers.some((path) => software.test(path));
  const absent = "This machine has no GPU for WebGPU.";
  if (!onlySoftware) return ["absent", absent];
  const note = "Vulkan is here in software only, slower than the device cpu: not used.";
  return ["absent", `${absent} ${note}`, note];
}

/** A vendor that is not in the table may have any driver but the software ones. */
function fits(path: string, vendor: string): boolean {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return !software.test(file) && (driversOf[vendor]?.test(file) ?? true);
}

function vulkanDrivers(tree: SystemTree): string[] {
  return driverFolders.flatMap((folder) =>
    tree.list(folder).flatMap((file) => (file.endsWith(".json") ? [`${folder}/${file}`] : [])),
  );
}

function webGpu(state: DeviceState, explanation: string, note?: string): Nomination {
  const found = { state, explanation, ...(note === undefined ? {} : { note }) };
  return { id: "webgpu:0", kind: "webgpu", name: "GPU over Vulkan", ...found, facts: {}, env: {} };
}
