/** What is said of a kind of device that this machine has none of. */
export const devices = {
  "devices.absent.cuda": "This machine has no NVIDIA GPU.",
  "devices.absent.webgpu": "This machine has no GPU for WebGPU.",
  "devices.absent.npu": "This machine has no NPU of Intel.",
  "devices.absent.intel-gpu": "This machine has no GPU of Intel.",
} as const satisfies Record<string, string>;
