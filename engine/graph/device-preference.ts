/** What a preference for any GPU means, best first. OpenVINO runs an Intel GPU better than WebGPU does. */
export const gpuKinds = ["cuda", "intel-gpu", "webgpu"] as const;

/** The kind of a device: `cuda` of `cuda:1`. */
export function kindOf(device: string): string {
  const [kind = device] = device.split(":", 1);
  return kind;
}

/** Whether a device is meant by a preference: a device (`cuda:1`), a kind (`cuda`), or `gpu` for the GPUs of all kinds. */
export function isMeantBy(preference: string, id: string): boolean {
  const kind = kindOf(id);
  return (
    id === preference ||
    kind === preference ||
    (preference === "gpu" && gpuKinds.some((each) => each === kind))
  );
}
