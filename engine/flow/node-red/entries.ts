import { FlowError } from "../../errors.ts";
import { IdPool, isFlowId, toFlowId } from "../import-ids.ts";
import { checkDepth, checkLimit } from "../import-limits.ts";
import type { Renaming } from "../import-report.ts";

/** One entry of a Node-RED file. */
export interface Entry {
  readonly raw: Readonly<Record<string, unknown>>;
  /** Empty where it has none. */
  readonly type: string;
  /** As other entries refer to it; empty where it has none. */
  readonly originalId: string;
  /** Once in the file, and as ids of flow documents have to be. */
  readonly id: string;
  /** `d: true`. */
  readonly disabled: boolean;
}

/** All entries of a file, and who is meant by an id: of several with the same id, the first. */
export interface EntryTable {
  readonly list: readonly Entry[];
  find(reference: unknown): Entry | undefined;
}

/**
 * Reads Node-RED's list.
 * @throws {FlowError} `import.not-flows`, `import.bad-entry`, `import.too-large`
 */
export function readEntries(document: unknown, renamed: Renaming[]): EntryTable {
  if (!Array.isArray(document)) {
    throw new FlowError("import.not-flows", { message: "The file is no list of Node-RED entries." });
  }
  checkLimit("entries", document.length, "entries");
  const bad = document.findIndex((entry) => !isRecord(entry));
  if (bad !== -1) {
    const message = `Entry ${bad + 1} of ${document.length} is no object.`;
    throw new FlowError("import.bad-entry", { field: `/${bad}`, message });
  }
  checkDepth(document);
  const raws = document as Record<string, unknown>[];
  const ids = uniqueIds(raws, renamed);
  const list = raws.map((raw, at) => ({
    raw,
    type: textOf(raw, "type"),
    originalId: referenceOf(own(raw, "id")),
    id: ids[at] as string,
    disabled: own(raw, "d") === true,
  }));
  const byId = new Map<string, Entry>();
  for (const entry of list) if (!byId.has(entry.originalId)) byId.set(entry.originalId, entry);
  byId.delete("");
  return { list, find: (reference) => byId.get(referenceOf(reference)) };
}

/** Those whose id can stay have the first choice, so that no id invented takes one away. */
function uniqueIds(raws: readonly Record<string, unknown>[], renamed: Renaming[]): string[] {
  const pool = new IdPool();
  const wanted = raws.map((raw) => referenceOf(own(raw, "id")));
  const stays = wanted.map((id) => isFlowId(id) && pool.take(id));
  return wanted.map((from, at) => {
    if (stays[at] === true) return from;
    const to = pool.fresh(toFlowId(from, "node"));
    const odd = from === "" ? "It has no id." : "Ids of Patchbay have other characters, or are shorter.";
    renamed.push({ from, to, reason: isFlowId(from) ? "Two entries have this id." : odd });
    return to;
  });
}

/** An own property; what a prototype has is not asked for. */
export function own(raw: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(raw, key) ? raw[key] : undefined;
}

/** A property that is text; empty where it is not. */
export function textOf(raw: Readonly<Record<string, unknown>>, key: string): string {
  const value = own(raw, key);
  return typeof value === "string" ? value : "";
}

/** An id, which old files have as a number too; empty where it is neither. */
export function referenceOf(value: unknown): string {
  return typeof value === "number" && Number.isFinite(value)
    ? String(value)
    : typeof value === "string"
      ? value
      : "";
}

/** A number, also as text; undefined where it is neither. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** A list; an empty one where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether a value is an object with properties, no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Nodes of Patchbay are wider than those of Node-RED: without it, neighbours would overlap. */
const stretch = 1.4;

/** Where an entry comes to lie on the canvas, in px; undefined for one that lies on none. */
export function positionOf({ raw }: Entry): { x: number; y: number } | undefined {
  const [x, y] = [numberOf(own(raw, "x")), numberOf(own(raw, "y"))];
  if (x === undefined || y === undefined) return undefined;
  const wide = Math.round(x * stretch);
  return { x: Number.isFinite(wide) ? wide : x, y };
}
