import { gpuKinds, isMeantBy, kindOf } from "#engine/graph/device-wish.ts";

/** What of a device decides between several of its kind. */
export interface Choosable {
  readonly id: string;
  /** Tasks that run or wait. */
  readonly load: number;
}

/**
 * The devices that a list of wishes stands for, best first. A wish is a device (`cuda:1`), a kind (`cuda`) or `gpu`; of
 * several devices of a kind the one with the shortest queue comes first.
 */
export function chosenDevices<T extends Choosable>(wishes: readonly string[], present: readonly T[]): T[] {
  return [...new Set(wishes.flatMap((wish) => meantBy(wish, present)))];
}

/**
 * The wishes of a node that names none: the machine's, of those devices that the node's type runs on at all. A voice detector
 * that says npu, cpu stays off the GPU, where it would wait behind Whisper. The type's own where the machine has none of its kind.
 */
export function machineWishes(preference: readonly string[], ofType: readonly string[]): readonly string[] {
  const within = preference.filter((wish) =>
    ofType.some((own) => isMeantBy(own, wish) || isMeantBy(wish, own)),
  );
  return within.length > 0 ? within : ofType;
}

function meantBy<T extends Choosable>(wish: string, present: readonly T[]): T[] {
  const exact = present.find(({ id }) => id === wish);
  if (exact !== undefined) return [exact];
  const kinds = wish === "gpu" ? gpuKinds : [wish];
  return kinds.flatMap((kind) =>
    present.filter(({ id }) => kindOf(id) === kind).sort((one, other) => one.load - other.load),
  );
}
