import type { DeviceKind, DeviceState, Nomination } from "../device-report.ts";
import { intel, isGraphics, type PciDevice, pciDevices, renderNodes } from "./pci.ts";
import type { Runtimes } from "./runtimes.ts";
import type { SystemTree } from "./system-tree.ts";

/** PCI class of an NPU: processing accelerator. */
const npuClass = "0x1200";
const joinRender = "add the user to the group render (sudo usermod -aG render $USER), and log in again";

/** The NPU of an Intel processor, or why there is none. */
export function nominateNpu(tree: SystemTree, runtimes: Runtimes): Nomination {
  const accel = "/sys/class/accel";
  const name = tree
    .list(accel)
    .find((each) => tree.linkName(`${accel}/${each}/device/driver`) === "intel_vpu");
  if (name !== undefined) {
    const path = `/dev/accel/${name}`;
    const [state, explanation] = judge(tree, runtimes, "NPU", path, "--device /dev/accel");
    return { ...npu(state, explanation), facts: { node: path } };
  }
  const onBus = ({ vendor, class: code }: PciDevice) => vendor === intel && code === npuClass;
  const found = pciDevices(tree).find(onBus);
  if (found === undefined) return npu("absent", "This machine has no NPU of Intel.");
  const hint = "use Linux 6.8 or newer, sudo modprobe intel_vpu, and install intel/linux-npu-driver";
  return npu(
    "missing-driver",
    `NPU found at PCI ${found.address}, its driver intel_vpu not loaded: ${hint}.`,
  );
}

/** Each GPU of Intel; one that is absent where there is none. */
export function nominateIntelGpus(tree: SystemTree, runtimes: Runtimes): Nomination[] {
  const nodes = renderNodes(tree).filter(({ vendor }) => vendor === intel);
  if (nodes.length > 0) {
    return nodes.map(({ path }, index) => {
      const [state, explanation] = judge(tree, runtimes, "Intel GPU", path, "--device /dev/dri");
      return { ...gpu(index, state, explanation), facts: { node: path } };
    });
  }
  const onBus = pciDevices(tree).find((device) => device.vendor === intel && isGraphics(device));
  if (onBus === undefined) return [gpu(0, "absent", "This machine has no GPU of Intel.")];
  const where = `Intel GPU found at PCI ${onBus.address}`;
  if (onBus.driver !== undefined) {
    const hint = "in a container, start it with --device /dev/dri";
    return [gpu(0, "no-permission", `${where}, but /dev/dri has no render node of it: ${hint}.`)];
  }
  return [
    gpu(0, "missing-driver", `${where}, its driver not loaded: sudo modprobe i915, or xe for new ones.`),
  ];
}

/** A device that the kernel offers: may it be used, and by what? */
function judge(
  tree: SystemTree,
  { openvino, genai }: Runtimes,
  what: string,
  path: string,
  share: string,
): [DeviceState, string] {
  if (!tree.exists(path)) {
    return [
      "no-permission",
      `${what} is in this machine, but ${path} is not here: start the container with ${share}.`,
    ];
  }
  if (!tree.mayUse(path)) return ["no-permission", `${what} found at ${path}, no permission: ${joinRender}.`];
  if (!openvino) {
    return ["missing-runtime", `${what} found at ${path}, openvino-node not installed: npm i openvino-node`];
  }
  const hint = genai ? "" : " For Whisper of OpenVINO exports: npm i openvino-genai-node.";
  return ["probing", `${what} found at ${path}.${hint}`];
}

function npu(state: DeviceState, explanation: string): Nomination {
  return nomination("npu", "npu", "Intel NPU", state, explanation);
}

function gpu(index: number, state: DeviceState, explanation: string): Nomination {
  return nomination(`intel-gpu:${index}`, "intel-gpu", "Intel GPU", state, explanation);
}

function nomination(
  id: string,
  kind: DeviceKind,
  name: string,
  state: DeviceState,
  explanation: string,
): Nomination {
  return { id, kind, name, state, explanation, facts: {}, env: {} };
}
