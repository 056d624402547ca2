import { type FlowIds, isFlowId, toFlowId } from "../import-ids.ts";
import { checkLimit } from "../import-limits.ts";
import type { DroppedPart } from "../import-report.ts";
import { type Entry, type EntryTable, own, referenceOf, textOf } from "./entries.ts";

/** What becomes a flow: a tab, the inside of a subflow, or all that is on no tab. */
export interface Container {
  readonly kind: "tab" | "subflow" | "loose";
  /** The tab's or the subflow's own entry. */
  readonly entry: Entry | undefined;
  readonly flowId: string;
  readonly name: string;
  /** Nothing in it runs. */
  readonly disabled: boolean;
  /** What lies in it; a subflow's own entry too, which has to be kept somewhere. */
  readonly members: Entry[];
}

/** Every entry's container. */
export type ContainerOf = ReadonlyMap<Entry, Container>;

const kinds: ReadonlyMap<string, Container["kind"]> = new Map([
  ["tab", "tab"],
  ["workspace", "tab"],
  ["subflow", "subflow"],
]);

/** Whether an entry holds others. */
export function isContainer({ type }: Entry): boolean {
  return kinds.has(type);
}

/**
 * Sorts entries by where they lie (`z`).
 * @param fileName - of the file, where it has one: the flow of those that are on no tab is named by it
 * @throws {FlowError} `import.too-large` where there are too many tabs
 */
export function sortIntoContainers(
  table: EntryTable,
  flowIds: FlowIds,
  dropped: DroppedPart[],
  fileName: string | undefined,
): ContainerOf {
  const containers = new Map<Entry, Container>();
  for (const entry of table.list) if (isContainer(entry)) containers.set(entry, newContainer(entry, flowIds));
  checkLimit("flows", containers.size, "tabs and subflows");
  const home = (entry: Entry) => containers.get(entry) ?? containers.get(tabOf(entry, table) ?? entry);
  const loose = looseContainer(
    table.list.filter((entry) => home(entry) === undefined),
    flowIds,
    dropped,
    fileName,
  );
  const containerOf = new Map<Entry, Container>();
  for (const entry of table.list) {
    const container = home(entry) ?? loose;
    containerOf.set(entry, container);
    if (container.kind !== "tab" || container.entry !== entry) container.members.push(entry);
  }
  return containerOf;
}

function tabOf({ raw }: Entry, table: EntryTable): Entry | undefined {
  const found = table.find(own(raw, "z"));
  return found !== undefined && isContainer(found) ? found : undefined;
}

function newContainer(entry: Entry, flowIds: FlowIds): Container {
  const kind = kinds.get(entry.type) ?? "tab";
  const title = textOf(entry.raw, kind === "tab" ? "label" : "name");
  const isSecond = entry.id !== entry.originalId && isFlowId(entry.originalId);
  const flowId = flowIds.give(entry.id, isSecond);
  const name = kind === "tab" ? title || flowId : `Subflow ${title || flowId}`;
  return { kind, entry, flowId, name, disabled: own(entry.raw, "disabled") === true, members: [] };
}

/** Its id comes from the file's name, else from the tab that is not in it: importing the same file again finds it. */
function looseContainer(
  entries: readonly Entry[],
  flowIds: FlowIds,
  dropped: DroppedPart[],
  fileName: string | undefined,
): Container {
  const counts = new Map<string, number>();
  for (const { raw } of entries) {
    const tab = referenceOf(own(raw, "z"));
    counts.set(tab, (counts.get(tab) ?? 0) + 1);
  }
  counts.delete("");
  const [first, second] = counts.keys();
  const tabId =
    first !== undefined && second === undefined ? toFlowId(`nodes-of-${first}`, "") : "nodes-of-no-tab";
  const id = fileName === undefined ? tabId : toFlowId(fileName, tabId);
  for (const [to, count] of counts) {
    const reason = `No such tab is in the file; what was on it (${count}) is in a flow of its own.`;
    dropped.push({ what: "reference", to, reason });
  }
  const flowId = entries.length === 0 ? id : flowIds.give(id);
  const name = fileName ?? "Node-RED nodes";
  return { kind: "loose", entry: undefined, flowId, name, disabled: false, members: [] };
}
