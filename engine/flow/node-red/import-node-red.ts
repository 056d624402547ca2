import { FlowIds } from "../import-ids.ts";
import {
  type DroppedPart,
  type ImportedEntry,
  type ImportOptions,
  type ImportProblem,
  type ImportResult,
  makeReport,
  type Renaming,
} from "../import-report.ts";
import { type Flow, flowFormat } from "../schema.ts";
import { validateFlow } from "../validate.ts";
import { type Container, sortIntoContainers } from "./containers.ts";
import { type Entry, positionOf, readEntries, textOf } from "./entries.ts";
import { mapGroups } from "./groups.ts";
import { leftOut } from "./left-out.ts";
import { joinLinks } from "./links.ts";
import { type MappedNode, mapNode } from "./map-node.ts";
import { outgoingWires } from "./outgoing.ts";
import { type Role, roleOf } from "./roles.ts";
import { refuseSubflowCycles } from "./subflows.ts";
import { WireResolver, withoutCircles } from "./wires.ts";

/** What the file's entries became, before it is put together. */
interface Parts {
  readonly roles: ReadonlyMap<Entry, Role>;
  readonly nodes: ReadonlyMap<Entry, MappedNode>;
  readonly groups: ReturnType<typeof mapGroups>;
  readonly wires: WireResolver;
  readonly dropped: DroppedPart[];
}

/**
 * Imports Node-RED's flow JSON: tabs, and the insides of subflows, become flows; what Patchbay has no node for
 * becomes a disabled placeholder that keeps every property.
 * @param document - the parsed JSON: Node-RED's list of entries
 * @throws {FlowError} `import.not-flows`, `import.bad-entry`, `import.subflow-cycle` or `import.too-large`, where
 * the whole file is refused
 */
export function importNodeRed(document: unknown, options: ImportOptions): ImportResult {
  const renamed: Renaming[] = [];
  const dropped: DroppedPart[] = [];
  const problems: ImportProblem[] = [];
  const { catalogue, name } = options;
  const table = readEntries(document, renamed);
  refuseSubflowCycles(table);
  const containerOf = sortIntoContainers(table, new FlowIds(options, renamed), dropped, name);
  const links = joinLinks(table, containerOf, dropped);
  const roles = new Map(table.list.map((entry) => [entry, roleOf(entry, links)]));
  const having = (role: Role) => table.list.filter((entry) => roles.get(entry) === role);

  const nodeContext = { table, containerOf, links, catalogue, problems };
  const nodes = new Map(having("node").map((entry) => [entry, mapNode(entry, nodeContext)]));
  const wireContext = { table, containerOf, links, dropped, problems };
  const wired = [...nodes.keys(), ...having("wires")];
  const outgoing = new Map(wired.map((entry) => [entry, outgoingWires(entry, wireContext)]));
  const portOf = (entry: Entry, output: number) => outputPort(nodes.get(entry), output);
  const wires = new WireResolver({ outgoing, through: new Set(having("wires")), portOf }, dropped);
  const groups = mapGroups(table, containerOf, nodes, dropped);

  const parts: Parts = { roles, nodes, groups, wires, dropped };
  const containers = [...new Set(containerOf.values())];
  const flows = containers.map((container) => makeFlow(container, parts));
  wires.reportUnreached();
  const entries = table.list.map((entry) => describe(entry, containerOf.get(entry) as Container, parts));
  for (const flow of flows) problems.push(...flowProblems(flow, options));
  return { flows, report: makeReport({ dropped, renamed, problems, entries }) };
}

function outputPort(mapped: MappedNode | undefined, output: number): string {
  const ports = mapped?.ports ?? ["out"];
  return ports[Math.min(output, ports.length - 1)] ?? ports[0];
}

function makeFlow({ flowId, name, entry, members }: Container, parts: Parts): Flow {
  const placed = members.filter((member) => parts.nodes.has(member));
  const nodes = placed.flatMap((member) => parts.nodes.get(member)?.node ?? []);
  const originals = new Map(placed.map(({ id, originalId }) => [id, originalId]));
  const edges = placed.flatMap((member) => parts.wires.edgesFrom(member));
  const groups = members.flatMap((member) => parts.groups.get(member) ?? []);
  const comments = members.filter((member) => parts.roles.get(member) === "comment").map(makeComment);
  const description = entry === undefined ? "" : textOf(entry.raw, "info");
  return {
    format: flowFormat,
    id: flowId,
    name,
    ...(description === "" ? {} : { description }),
    nodes,
    edges: withoutCircles(edges, (id) => originals.get(id) ?? id, parts.dropped),
    ...(groups.length === 0 ? {} : { groups }),
    ...(comments.length === 0 ? {} : { comments }),
  };
}

function makeComment(entry: Entry): NonNullable<Flow["comments"]>[number] {
  const written = [textOf(entry.raw, "name"), textOf(entry.raw, "info")].filter(Boolean).join("\n\n");
  // Node-RED shows these two characters as a line break, too.
  const text = written.replaceAll("\\n", "\n");
  return { id: entry.id, text, position: positionOf(entry) ?? { x: 0, y: 0 } };
}

function describe(entry: Entry, { flowId, disabled }: Container, parts: Parts): ImportedEntry {
  const { id, originalId, type } = entry;
  const mapped = parts.nodes.get(entry);
  const kind = parts.roles.get(entry) ?? "node";
  if (mapped === undefined || mapped.outcome === "mapped") {
    const lost = leftOut(entry);
    if (lost !== undefined) parts.dropped.push(lost);
  }
  const outcome = mapped?.outcome ?? "mapped";
  const into = { kind, flowId, ...(kind === "flow" || kind === "wires" ? {} : { id }) };
  return { id: originalId, type, outcome, into, reason: mapped?.reason ?? reasons[kind](disabled) };
}

const reasons: Readonly<Record<Role, (disabled: boolean) => string>> = {
  flow: (disabled) => (disabled ? "It is a flow; all nodes in it are disabled." : "It is a flow."),
  comment: () => "It is a comment.",
  group: () => "It is a group.",
  wires: () => "Its wires join the nodes directly.",
  node: () => "It is a node.",
};

function flowProblems(flow: Flow, { catalogue }: ImportOptions): ImportProblem[] {
  const checked = validateFlow(flow, catalogue);
  return checked.ok ? [] : checked.problems.map((problem) => ({ flowId: flow.id, ...problem }));
}
