import { checkLimit } from "../import-limits.ts";
import type { DroppedPart } from "../import-report.ts";
import type { Flow } from "../schema.ts";
import type { ContainerOf } from "./containers.ts";
import { type Entry, type EntryTable, listOf, own, referenceOf, textOf } from "./entries.ts";
import { lostReference } from "./lost.ts";

type FlowGroup = NonNullable<Flow["groups"]>[number];
type Members = ReadonlyMap<Entry, ReadonlySet<Entry>>;

/**
 * Every group with the nodes in it. A group inside another stays a group, and its nodes are in both.
 * @param nodes - entries that became nodes
 * @throws {FlowError} `import.too-large` where groups inside groups come to too many members
 */
export function mapGroups(
  table: EntryTable,
  containerOf: ContainerOf,
  nodes: { has(entry: Entry): boolean },
  dropped: DroppedPart[],
): ReadonlyMap<Entry, FlowGroup> {
  const members = directMembers(table, containerOf, dropped);
  const groups = new Map<Entry, FlowGroup>();
  let steps = 0;
  for (const [group, direct] of members) {
    reportComments(group, direct, dropped);
    const all = new Set(direct);
    for (const member of all) {
      checkLimit("steps", ++steps, "members, groups inside groups counted");
      for (const inner of members.get(member) ?? []) all.add(inner);
    }
    const ids = [...all].filter((member) => nodes.has(member)).map(({ id }) => id);
    groups.set(group, { id: group.id, name: textOf(group.raw, "name"), nodes: ids });
  }
  return groups;
}

/** A group lists its members (`nodes`), and each names its group (`g`); one of the two is enough. */
function directMembers(table: EntryTable, containerOf: ContainerOf, dropped: DroppedPart[]): Members {
  const members = new Map<Entry, Set<Entry>>();
  for (const entry of table.list) if (entry.type === "group") members.set(entry, new Set());
  const add = (group: Entry | undefined, member: Entry | undefined) => {
    const isTogether = group !== undefined && containerOf.get(group) === (member && containerOf.get(member));
    const list = isTogether ? members.get(group) : undefined;
    if (member !== undefined && member !== group) list?.add(member);
    return list !== undefined;
  };
  for (const [group] of members) {
    for (const reference of listOf(own(group.raw, "nodes"))) {
      if (add(group, table.find(reference))) continue;
      const reason = "The group names a member that is not on its tab.";
      dropped.push(lostReference(group, referenceOf(reference), reason));
    }
  }
  for (const entry of table.list) {
    const reference = own(entry.raw, "g");
    if (reference === undefined || reference === "" || add(table.find(reference), entry)) continue;
    dropped.push(lostReference(entry, referenceOf(reference), "Its group is not on its tab."));
  }
  return members;
}

function reportComments(group: Entry, direct: ReadonlySet<Entry>, dropped: DroppedPart[]): void {
  const reason = "Groups of Patchbay hold nodes only; the comment is in the flow.";
  for (const { type, originalId } of direct)
    if (type === "comment") dropped.push(lostReference(group, originalId, reason));
}
