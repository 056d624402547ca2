/**
 * Part of a device's memory that loaded models may fill, by the size of their files. The rest is for activations, and
 * for what the allocator of ONNX Runtime holds beside: it grows by doubling (`arena_extend_strategy` kNextPowerOfTwo).
 */
const modelShare = 0.5;

/** Bytes that models may fill where a device has this much memory. */
export function modelBudget(memoryBytes: number): number {
  return Math.floor(memoryBytes * modelShare);
}
