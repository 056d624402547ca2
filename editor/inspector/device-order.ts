import { kindOf } from "#engine/graph/device-preference.ts";
import type { DevicesAnswer } from "#engine/protocol/rest/devices.ts";

/** Preferences that mean more than one device, or one of which a machine has no second. */
const kinds = ["npu", "gpu", "cpu"];

/** A list with one item further up (-1) or down (1); the same list at its ends. */
export function moved(list: readonly string[], at: number, by: -1 | 1): readonly string[] {
  const item = list[at];
  if (item === undefined || at + by < 0 || at + by >= list.length) return list;
  const rest = list.toSpliced(at, 1);
  return rest.toSpliced(at + by, 0, item);
}

/** Preferences that may still be added: the devices that are here, the kinds, then what is missing, with its explanation. */
export function devicesToAdd(machine: DevicesAnswer | undefined, chosen: readonly string[]): string[] {
  const here = machine?.devices.map(({ device }) => device) ?? [];
  const reported = machine?.reports.map(({ id }) => id) ?? [];
  const several = here.map(kindOf).filter((kind, at, all) => all.indexOf(kind) < at);
  const all = [...here, ...several, ...(here.length === 0 ? kinds : ["gpu"]), ...reported];
  return [...new Set(all)].filter((device) => !chosen.includes(device));
}
