import { FlowError } from "../../errors.ts";
import { addTo, closingSteps } from "./circles.ts";
import { type Entry, type EntryTable, own } from "./entries.ts";

const prefix = "subflow:";

/** Whether an entry is an instance of a subflow. */
export function isInstance({ type }: Entry): boolean {
  return type.startsWith(prefix);
}

/** The subflow of an instance; undefined where it is not in the file. */
export function definitionOf(instance: Entry, table: EntryTable): Entry | undefined {
  const found = table.find(instance.type.slice(prefix.length));
  return found?.type === "subflow" ? found : undefined;
}

/** @throws {FlowError} `import.subflow-cycle` where a subflow contains itself, directly or round a corner */
export function refuseSubflowCycles(table: EntryTable): void {
  const contains = new Map<Entry, Entry[]>();
  for (const entry of table.list) {
    const outer = isInstance(entry) ? table.find(own(entry.raw, "z")) : undefined;
    const inner = outer?.type === "subflow" ? definitionOf(entry, table) : undefined;
    if (outer === undefined || inner === undefined) continue;
    addTo(contains, outer, inner);
  }
  for (const closing of closingSteps(contains, (inner) => inner)) {
    const circle = closing.circle();
    const names = [...circle, ...circle.slice(0, 1)].map(nameOf);
    throw new FlowError("import.subflow-cycle", {
      nodeId: circle[0]?.originalId,
      message: `A subflow contains itself: ${names.join(" -> ")}.`,
    });
  }
}

function nameOf({ raw, originalId }: Entry): string {
  const name = own(raw, "name");
  return typeof name === "string" && name !== "" ? `"${name}" (${originalId})` : originalId;
}
