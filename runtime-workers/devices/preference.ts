import { gpuKinds, isMeantBy, kindOf } from "#engine/graph/device-preference.ts";

/** What of a device decides between several of its kind. */
export interface Choosable {
  readonly id: string;
  /** Tasks that run or wait. */
  readonly load: number;
}

/**
 * The devices that a list of preferences stands for, best first. A preference is a device (`cuda:1`), a kind (`cuda`) or
 * `gpu`; of several devices of a kind the one with the shortest queue comes first.
 */
export function chosenDevices<T extends Choosable>(
  preferences: readonly string[],
  present: readonly T[],
): T[] {
  return [...new Set(preferences.flatMap((preference) => meantBy(preference, present)))];
}

/**
 * The preferences of a node that names none: the machine's, of those devices that the node's type runs on at all. A voice
 * detector that says npu, cpu stays off the GPU, where it would wait behind Whisper. Where the machine has none of these,
 * the type's own count.
 */
export function machinePreferences(
  ofMachine: readonly string[],
  ofType: readonly string[],
): readonly string[] {
  const within = ofMachine.filter((preference) =>
    ofType.some((own) => isMeantBy(own, preference) || isMeantBy(preference, own)),
  );
  return within.length > 0 ? within : ofType;
}

function meantBy<T extends Choosable>(preference: string, present: readonly T[]): T[] {
  const exact = present.find(({ id }) => id === preference);
  if (exact !== undefined) return [exact];
  const kinds = preference === "gpu" ? gpuKinds : [preference];
  return kinds.flatMap((kind) =>
    present.filter(({ id }) => kindOf(id) === kind).sort((one, other) => one.load - other.load),
  );
}
