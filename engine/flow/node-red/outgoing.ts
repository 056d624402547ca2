import type { DroppedPart, ImportProblem } from "../import-report.ts";
import { problem } from "../problem.ts";
import { type Container, type ContainerOf, isContainer } from "./containers.ts";
import { type Entry, type EntryTable, listOf, numberOf, own, referenceOf } from "./entries.ts";
import type { Links } from "./links.ts";
import { lostWire } from "./lost.ts";
import { definitionOf, isInstance } from "./subflows.ts";

/** A wire as Node-RED has it, to an entry of the same container. */
export interface OutgoingWire {
  /** Number of the output, from 0. */
  readonly output: number;
  readonly to: Entry;
}

/** What of the file is needed to read wires, and where to say what came of them. */
export interface WireContext {
  readonly table: EntryTable;
  readonly containerOf: ContainerOf;
  readonly links: Links;
  readonly dropped: DroppedPart[];
  readonly problems: ImportProblem[];
}

/** Types that have no output in Node-RED, whatever `wires` says. */
const withoutOutputs = ["debug", "link out"];

/** The wires that leave an entry and can be wires; the others are reported as dropped. */
export function outgoingWires(entry: Entry, context: WireContext): OutgoingWire[] {
  const linked = context.links.after.get(entry) ?? [];
  const wires: OutgoingWire[] = linked.map((to) => ({ output: 0, to }));
  const outputs = outputCount(entry, context.table);
  listOfLists(entry, context).forEach((targets, output) => {
    for (const reference of targets) {
      const to = context.table.find(reference);
      const reason =
        output >= outputs ? `The node has ${outputs} outputs.` : refusal(to, entry, context.containerOf);
      if (to !== undefined && reason === undefined) wires.push({ output, to });
      else context.dropped.push(lostWire(entry, referenceOf(reference), reason ?? ""));
    }
  });
  return wires;
}

function listOfLists(entry: Entry, { problems, containerOf }: WireContext): (readonly unknown[])[] {
  const wires = own(entry.raw, "wires");
  const isSound = wires === undefined || (Array.isArray(wires) && wires.every(Array.isArray));
  if (!isSound) {
    const { code, message, hint } = problem("import.odd-value", "Its wires are no list of lists.");
    const flowId = containerOf.get(entry)?.flowId;
    problems.push({ flowId, nodeId: entry.id, field: "wires", code, message, hint });
  }
  return listOf(wires).map(listOf);
}

function outputCount(entry: Entry, table: EntryTable): number {
  if (withoutOutputs.includes(entry.type)) return 0;
  const definition = isInstance(entry) ? definitionOf(entry, table) : undefined;
  const stated =
    definition === undefined
      ? numberOf(own(entry.raw, "outputs"))
      : listOf(own(definition.raw, "out")).length;
  return stated === undefined || stated < 0 ? Number.POSITIVE_INFINITY : stated;
}

function refusal(to: Entry | undefined, from: Entry, containerOf: ContainerOf): string | undefined {
  if (to === undefined) return "It ends at a node that is not in the file.";
  if (to.type === "comment" || to.type === "group" || isContainer(to))
    return `It ends at a ${to.type}, which takes none.`;
  const home = (entry: Entry): Container | undefined => containerOf.get(entry);
  return home(to) === home(from) ? undefined : "It leads to another flow.";
}
