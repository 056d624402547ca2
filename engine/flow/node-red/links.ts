import type { DroppedPart } from "../import-report.ts";
import { addTo } from "./circles.ts";
import type { ContainerOf } from "./containers.ts";
import { type Entry, type EntryTable, listOf, own, referenceOf, textOf } from "./entries.ts";
import { lostReference, lostWire } from "./lost.ts";

/** Pairs of link nodes, and which of them can be plain wires. */
export interface Links {
  /** The link in nodes that a link out leads to, on its own tab. */
  readonly after: ReadonlyMap<Entry, readonly Entry[]>;
  /** Why a link node cannot be a wire; those that can are not in it. */
  readonly misfits: ReadonlyMap<Entry, string>;
}

/** Joins link out to link in nodes; it is enough that one of the two lists the other. */
export function joinLinks(table: EntryTable, containerOf: ContainerOf, dropped: DroppedPart[]): Links {
  const after = new Map<Entry, Entry[]>();
  const misfits = new Map<Entry, string>();
  const joined = new Set<Entry>();
  for (const [out, into] of linkPairs(table, dropped)) {
    joined.add(out).add(into);
    if (containerOf.get(out) === containerOf.get(into)) {
      addTo(after, out, into);
      continue;
    }
    const reason = "It leads to another flow, and wires of Patchbay stay within one.";
    dropped.push(lostWire(out, into.originalId, reason));
    misfits.set(out, reason).set(into, "It is led to from another flow; wires of Patchbay stay within one.");
  }
  for (const entry of table.list) {
    const reason = ownMisfit(entry, joined.has(entry));
    if (reason !== undefined) misfits.set(entry, reason);
  }
  for (const called of calledLinks(table)) misfits.set(called, "It is called; Patchbay has no calls.");
  return { after, misfits };
}

function linkPairs(table: EntryTable, dropped: DroppedPart[]): [out: Entry, into: Entry][] {
  const pairs: [Entry, Entry][] = [];
  const seen = new Map<Entry, Set<Entry>>();
  for (const entry of table.list) {
    const isOut = entry.type === "link out";
    if (!isOut && entry.type !== "link in") continue;
    if (isReturn(entry)) continue;
    for (const reference of listOf(own(entry.raw, "links"))) {
      const other = table.find(reference);
      if (other?.type !== (isOut ? "link in" : "link out") || isReturn(other)) {
        if (other?.type !== "link call") dropped.push(strayLink(entry, reference, other));
        continue;
      }
      const [out, into] = isOut ? [entry, other] : [other, entry];
      const known = seen.get(out) ?? new Set();
      seen.set(out, known);
      if (!known.has(into)) pairs.push([out, into]);
      known.add(into);
    }
  }
  return pairs;
}

/** `return` sends back to whoever called. */
function isReturn({ raw }: Entry): boolean {
  return textOf(raw, "mode") === "return";
}

function strayLink(entry: Entry, reference: unknown, other: Entry | undefined): DroppedPart {
  const reason = other === undefined ? "It is not in the file." : "It is no link that fits.";
  return lostReference(entry, referenceOf(reference), reason);
}

function ownMisfit(entry: Entry, isJoined: boolean): string | undefined {
  if (entry.type === "link out" && isReturn(entry)) return "It answers a call; Patchbay has no calls.";
  if (isJoined || (entry.type !== "link out" && entry.type !== "link in")) return undefined;
  return `The file has no ${entry.type === "link in" ? "link out" : "link in"} that belongs to it.`;
}

function calledLinks(table: EntryTable): Entry[] {
  return table.list.flatMap(({ type, raw }) =>
    type !== "link call"
      ? []
      : listOf(own(raw, "links")).flatMap((reference) => {
          const called = table.find(reference);
          return called?.type === "link in" ? [called] : [];
        }),
  );
}
