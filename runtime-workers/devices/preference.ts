import { gpuKinds, kindOf } from "#engine/device-wish.ts";

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

function meantBy<T extends Choosable>(wish: string, present: readonly T[]): T[] {
  const exact = present.find(({ id }) => id === wish);
  if (exact !== undefined) return [exact];
  const kinds = wish === "gpu" ? gpuKinds : [wish];
  return kinds.flatMap((kind) =>
    present.filter(({ id }) => kindOf(id) === kind).sort((one, other) => one.load - other.load),
  );
}
