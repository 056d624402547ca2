import type { DroppedPart } from "../import-report.ts";
import type { Entry } from "./entries.ts";

/** Properties that Patchbay has a place for, or that only say how Node-RED draws the entry. */
const common = "id type z g d x y w h l wires inputLabels outputLabels icon showLabel locked";
const known: ReadonlyMap<string, string> = new Map([
  ["tab", "label disabled info"],
  ["workspace", "label disabled info"],
  ["comment", "name info"],
  ["group", "name nodes"],
  ["link in", "links mode"],
  ["link out", "links mode"],
  ["debug", "name active tosidebar console tostatus complete targetType statusVal statusType"],
  ["switch", "name property propertyType rules checkall repair outputs"],
]);

/** The properties of a mapped entry that the flow has no place for; undefined where there are none that say anything. */
export function leftOut({ type, raw, originalId }: Entry): DroppedPart | undefined {
  const places = new Set(`${common} ${known.get(type) ?? ""}`.split(" "));
  const names = Object.keys(raw).filter((name) => !places.has(name) && saysSomething(raw[name]));
  if (names.length === 0) return undefined;
  const from = names.join(", ");
  return { what: "properties", from, nodeId: originalId, reason: `A ${type} of Patchbay has none of them.` };
}

function saysSomething(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== "" && value !== false;
}
