import type { DeviceState, Nomination } from "../device-report.ts";
import { coresBeside } from "./affinity.ts";
import { isGraphics, nvidia, pciDevices } from "./pci.ts";
import type { Runtimes } from "./runtimes.ts";
import type { SystemTree } from "./system-tree.ts";

const gpuFolder = "/proc/driver/nvidia/gpus";

/** Each NVIDIA GPU that the driver or the PCI bus tells of; one that is absent where there is none. */
export function nominateNvidia(tree: SystemTree, runtimes: Runtimes): Nomination[] {
  const driver = tree.text("/proc/driver/nvidia/version");
  if (driver === undefined) return [withoutDriver(tree)];
  const version = driver.match(/Module\s+(?:for \S+\s+)?([\d.]+)/)?.[1] ?? "of unknown version";
  const gpus = tree.list(gpuFolder);
  if (gpus.length === 0) {
    const note = `NVIDIA's driver ${version} is loaded.`;
    return [{ ...gpu(0, "NVIDIA GPU", "absent", `This machine has no NVIDIA GPU. ${note}`), note }];
  }
  return gpus.map((address, index) => {
    const information = tree.text(`${gpuFolder}/${address}/information`) ?? "";
    const field = (name: string) => information.match(new RegExp(`^${name}:\\s*(.*)$`, "m"))?.[1];
    const name = field("Model") ?? "NVIDIA GPU";
    const node = `/dev/nvidia${field("Device Minor") ?? index}`;
    const [state, explanation] = judge(tree, runtimes, name, node);
    const cores = coresBeside(tree, address);
    return {
      ...gpu(index, name, state, explanation),
      facts: { driver: version, address, node },
      ...(cores === undefined ? {} : { cores }),
    };
  });
}

function judge(tree: SystemTree, runtimes: Runtimes, name: string, node: string): [DeviceState, string] {
  if (!tree.exists(node)) {
    return [
      "no-permission",
      `${name} is in this machine, but ${node} is not here: start the container with --gpus all.`,
    ];
  }
  if (!tree.mayUse(node)) {
    return [
      "no-permission",
      `${name} found at ${node}, which this user may not use: sudo chmod a+rw /dev/nvidia*, or add the user to its group.`,
    ];
  }
  if (!runtimes.cuda) {
    const hint = "ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js";
    return [
      "missing-runtime",
      `${name} found at ${node}, ONNX Runtime's CUDA libraries not installed: ${hint}`,
    ];
  }
  return ["probing", `${name} found at ${node}.`];
}

function withoutDriver(tree: SystemTree): Nomination {
  const found = pciDevices(tree).find((device) => device.vendor === nvidia && isGraphics(device));
  if (found === undefined) return gpu(0, "NVIDIA GPU", "absent", "This machine has no NVIDIA GPU.");
  const holder =
    found.driver === undefined ? "no driver has taken it" : `the driver ${found.driver} holds it`;
  const hint = "install NVIDIA's driver (Debian: apt install nvidia-driver; Ubuntu: ubuntu-drivers install)";
  return gpu(
    0,
    "NVIDIA GPU",
    "missing-driver",
    `NVIDIA GPU found at PCI ${found.address}, but ${holder}: ${hint}.`,
  );
}

function gpu(index: number, name: string, state: DeviceState, explanation: string): Nomination {
  // The process sees its own GPU only, as number 0. The order is that of the PCI bus, as in /proc.
  const env = { CUDA_VISIBLE_DEVICES: String(index), CUDA_DEVICE_ORDER: "PCI_BUS_ID" };
  return { id: `cuda:${index}`, kind: "cuda", name, state, explanation, facts: {}, env };
}
