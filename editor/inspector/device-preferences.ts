import { isMeantBy } from "#engine/graph/device-preference.ts";
import type { DeviceBreaker, DeviceReport, DevicesAnswer } from "#engine/protocol/rest/devices.ts";
import { deviceText } from "../texts/device-text.ts";

/** States of a preference; `unknown` while the server has not said what it has. */
export const preferenceStates = [
  "ready",
  "left-alone",
  "probing",
  "missing-runtime",
  "missing-driver",
  "no-permission",
  "failed",
  "absent",
  "unknown",
] as const;
export type PreferenceState = (typeof preferenceStates)[number];

/** What a preference comes to on the server: a device, a kind of devices, or `gpu`. */
export interface PreferenceView {
  readonly preference: string;
  /** `left-alone`: it is here, and has failed with a model of these nodes. */
  readonly state: PreferenceState;
  /** Devices that are here and meant, by name. */
  readonly devices: readonly string[];
  /** What was found and what to do about it; empty where several kinds are just not here. */
  readonly explanation: string;
  /** What is kept from these devices now, with the device. */
  readonly breakers: readonly (DeviceBreaker & { readonly device: string })[];
}

/**
 * What a preference comes to.
 * @param models what nodes may be known by to a breaker: their models and types
 */
export function viewOf(
  preference: string,
  machine: DevicesAnswer | undefined,
  models: readonly string[],
): PreferenceView {
  if (machine === undefined)
    return { preference, state: "unknown", devices: [], explanation: "", breakers: [] };
  const reports = machine.reports.filter(({ id }) => isMeantBy(preference, id));
  const here = machine.devices.filter(({ device }) => isMeantBy(preference, device));
  const devices = here.map(({ device }) => nameOf(machine, device));
  const breakers = here.flatMap(({ device, breakers = [] }) => breakers.map((one) => ({ ...one, device })));
  if (here.length === 0) return { preference, ...missing(reports), devices, breakers };
  const isLeftAlone = here.every(({ breakers = [] }) =>
    breakers.some(({ state, model }) => state === "open" && models.includes(model)),
  );
  const state = isLeftAlone ? "left-alone" : "ready";
  return { preference, state, devices, explanation: "", breakers };
}

/** `NVIDIA H100 · cuda:0`; the processor and an NPU by their names as well. */
export function nameOf({ reports }: DevicesAnswer, device: string): string {
  const name = reports.find(({ id }) => id === device)?.name;
  return name === undefined || name === device ? device : `${name} · ${device}`;
}

/** Where nodes run now and what they wait for, by the state of their preferences, best first. */
export interface Outcome {
  /** The first preference that can be granted; undefined where none can. */
  readonly device: string | undefined;
  /** The best preference that cannot; undefined where the best can. */
  readonly missing: string | undefined;
}

/** What will happen to nodes with these preferences; undefined while the server has not said what it has. */
export function outcomeOf(views: readonly PreferenceView[]): Outcome | undefined {
  if (views.some(({ state }) => state === "unknown")) return undefined;
  const device = views.find(({ state }) => state === "ready")?.preference;
  const missing = views.find(({ state }) => state !== "ready")?.preference;
  return { device, missing: views[0]?.state === "ready" ? undefined : missing };
}

/** Why nothing that is meant is here: what could be mended comes before what is simply not there. */
function missing(reports: readonly DeviceReport[]): Pick<PreferenceView, "state" | "explanation"> {
  const report = reports.find(({ state }) => state !== "absent") ?? reports[0];
  const state = preferenceStates.find((each) => each === report?.state) ?? "absent";
  const isOneOfSeveral = state === "absent" && reports.length > 1;
  return { state, explanation: isOneOfSeveral || report === undefined ? "" : deviceText(report) };
}
