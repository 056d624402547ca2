import type { devices as en } from "../en/devices.ts";

export const devices: Readonly<Record<keyof typeof en, string>> = {
  "devices.absent.cuda": "Dieser Rechner hat keine NVIDIA-GPU.",
  "devices.absent.webgpu": "Dieser Rechner hat keine GPU für WebGPU.",
  "devices.absent.npu": "Dieser Rechner hat keine NPU von Intel.",
  "devices.absent.intel-gpu": "Dieser Rechner hat keine GPU von Intel.",
};
