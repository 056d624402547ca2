import type { devices as en } from "../en/devices.ts";

export const devices: Readonly<Record<keyof typeof en, string>> = {
  "devices.absent.cuda": "Este equipo no tiene GPU de NVIDIA.",
  "devices.absent.webgpu": "Este equipo no tiene GPU para WebGPU.",
  "devices.absent.npu": "Este equipo no tiene NPU de Intel.",
  "devices.absent.intel-gpu": "Este equipo no tiene GPU de Intel.",
};
