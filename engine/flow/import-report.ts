import type { ErrorCode } from "../errors.ts";
import type { NodeCatalogue } from "../graph/definition.ts";
import type { Flow } from "./schema.ts";

/** How a file is imported. */
export interface ImportOptions {
  readonly catalogue: NodeCatalogue;
  /** Ids of the flows that are there already. */
  readonly existingIds: ReadonlySet<string>;
  /** A flow whose id is taken gets another id (`copy`), or keeps it, to take the other's place (`replace`). */
  readonly onClash: "copy" | "replace";
  /** Name for a flow of Node-RED nodes that are on no tab, such as the file's. Default: "Node-RED nodes". */
  readonly name?: string | undefined;
}

/** The flows of a file, as drafts, and what became of its entries. */
export interface ImportResult {
  readonly flows: readonly Flow[];
  readonly report: ImportReport;
}

/** What became of a file. `mapped + kept = total`, always. */
export interface ImportReport {
  /** Entries of the file: Node-RED's array, or the nodes of Patchbay flows. */
  readonly total: number;
  /** Entries that Patchbay has something of its own for. */
  readonly mapped: number;
  /** Entries kept as placeholders, with every property. */
  readonly kept: number;
  readonly dropped: readonly DroppedPart[];
  readonly renamed: readonly Renaming[];
  /** What to look at before the flows are deployed. */
  readonly problems: readonly ImportProblem[];
  /** One an entry, in the order of the file. */
  readonly entries: readonly ImportedEntry[];
}

/** Something of the file that the flows do not have; a placeholder at either end still has it. */
export interface DroppedPart {
  readonly what: "wire" | "reference" | "properties";
  /** Ids as they are in the file. For `properties`: their names. */
  readonly from?: string;
  readonly to?: string;
  /** The entry that it belonged to, by its id in the file. */
  readonly nodeId?: string;
  readonly reason: string;
}

/** An id that is another one in the flows. */
export interface Renaming {
  /** As in the file; empty where there was none. */
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** A problem of a flow imported. */
export interface ImportProblem {
  readonly flowId?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly field?: string | undefined;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** Where an entry went: a flow of its own, or a part of one. Wires have no id. */
export interface ImportTarget {
  readonly kind: "flow" | "node" | "comment" | "group" | "wires";
  readonly flowId: string;
  readonly id?: string;
}

/** What became of one entry. */
export interface ImportedEntry {
  /** As in the file; empty where there was none. */
  readonly id: string;
  readonly type: string;
  readonly outcome: "mapped" | "kept";
  readonly into: ImportTarget;
  /** One sentence. */
  readonly reason: string;
}

/** The report of these entries, counted. */
export function makeReport(parts: Omit<ImportReport, "total" | "mapped" | "kept">): ImportReport {
  const total = parts.entries.length;
  const mapped = parts.entries.filter(({ outcome }) => outcome === "mapped").length;
  return { total, mapped, kept: total - mapped, ...parts };
}
