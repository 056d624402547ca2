import type { DroppedPart } from "../import-report.ts";
import type { Entry } from "./entries.ts";

/** A wire that is dropped, by the ids of the file. */
export function lostWire({ originalId }: Entry, to: string, reason: string): DroppedPart {
  return { what: "wire", from: originalId, to, nodeId: originalId, reason };
}

/** A reference to another entry that is dropped, by the ids of the file. */
export function lostReference({ originalId }: Entry, to: string, reason: string): DroppedPart {
  return { what: "reference", from: originalId, to, nodeId: originalId, reason };
}
