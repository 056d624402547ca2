import type { devices as en } from "../en/devices.ts";

export const devices: Readonly<Record<keyof typeof en, string>> = {
  "devices.absent.cuda": "Cette machine n’a pas de GPU NVIDIA.",
  "devices.absent.webgpu": "Cette machine n’a pas de GPU pour WebGPU.",
  "devices.absent.npu": "Cette machine n’a pas de NPU Intel.",
  "devices.absent.intel-gpu": "Cette machine n’a pas de GPU Intel.",
};
