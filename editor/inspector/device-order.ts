/** Names of devices that Patchbay knows, best for speech first. */
const knownDevices = ["npu", "gpu", "cuda:0", "webgpu", "cpu"];

/** A list with one item further up (-1) or down (1); the same list at its ends. */
export function moved(list: readonly string[], at: number, by: -1 | 1): readonly string[] {
  const item = list[at];
  if (item === undefined || at + by < 0 || at + by >= list.length) return list;
  const rest = list.toSpliced(at, 1);
  return rest.toSpliced(at + by, 0, item);
}

/** Devices that may still be added: those of the server, then those that Patchbay knows. */
export function devicesToAdd(present: readonly string[], chosen: readonly string[]): string[] {
  return [...new Set([...present, ...knownDevices])].filter((device) => !chosen.includes(device));
}
