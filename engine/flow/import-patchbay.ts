import { FlowError } from "../errors.ts";
import type { NodeCatalogue } from "../graph/definition.ts";
import { edgeLabel } from "./edge-label.ts";
import { FlowIds, IdPool } from "./import-ids.ts";
import { checkDepth, checkLimit } from "./import-limits.ts";
import { placeholderNode } from "./import-placeholder.ts";
import {
  type DroppedPart,
  type ImportedEntry,
  type ImportOptions,
  type ImportProblem,
  type ImportResult,
  makeReport,
  type Renaming,
} from "./import-report.ts";
import { migrateFlow } from "./migrate.ts";
import type { Flow, FlowEdge, FlowNode } from "./schema.ts";
import { validateFlow } from "./validate.ts";

interface Lists {
  readonly dropped: DroppedPart[];
  readonly renamed: Renaming[];
  readonly problems: ImportProblem[];
  readonly entries: ImportedEntry[];
}

/**
 * Imports flow documents of Patchbay. A node of a type that this Patchbay does not have becomes a disabled
 * placeholder that keeps it, with its wires. Other problems stay in the draft, and are in the report.
 * @throws {FlowError} `flow.version`, `flow.schema`, `import.too-large`, where the whole file is refused
 */
export function importPatchbay(documents: readonly unknown[], options: ImportOptions): ImportResult {
  checkLimit("flows", documents.length, "flows");
  checkDepth(documents);
  documents.forEach((document, at) => {
    checkShape(document, at, options.catalogue);
  });
  const originals = documents as Flow[];
  const total = originals.reduce((sum, { nodes }) => sum + nodes.length, 0);
  checkLimit("entries", total, "nodes");
  const lists: Lists = { dropped: [], renamed: [], problems: [], entries: [] };
  const flowIds = new FlowIds(options, lists.renamed);
  const flows = originals.map((original) => {
    const flow = importFlow({ ...original, id: flowIds.give(original.id) }, options.catalogue, lists);
    const checked = validateFlow(flow, options.catalogue);
    for (const found of checked.ok ? [] : checked.problems)
      lists.problems.push({ flowId: flow.id, ...found });
    return flow;
  });
  return { flows, report: makeReport(lists) };
}

function checkShape(document: unknown, at: number, catalogue: NodeCatalogue): void {
  const checked = validateFlow(document, catalogue);
  const fatal = checked.ok
    ? undefined
    : checked.problems.find(({ code }) => code === "flow.schema" || code === "flow.version");
  if (fatal === undefined) return;
  const { code, field, hint } = fatal;
  throw new FlowError(code, { message: `Flow ${at + 1} of the file: ${fatal.message}`, field, hint });
}

function importFlow(flow: Flow, catalogue: NodeCatalogue, lists: Lists): Flow {
  const pool = new IdPool();
  const stays = flow.nodes.map(({ id }) => pool.take(id));
  const unknown = new Set<string>();
  flow.nodes.forEach(({ id, type }, at) => {
    if (stays[at] === true && !catalogue.has(type)) unknown.add(id);
  });
  const edgesOf = edgesByNode(flow.edges, unknown);
  const nodes = migrateFlow(flow, catalogue).nodes.map((original, at) => {
    const { type } = flow.nodes[at] as FlowNode;
    const node = stays[at] === true ? original : { ...original, id: pool.fresh(original.id) };
    if (node !== original)
      lists.renamed.push({ from: original.id, to: node.id, reason: "Two nodes have this id." });
    const isKnown = catalogue.has(node.type);
    const reason = isKnown
      ? `It is a ${node.type} node.`
      : `This Patchbay has no node type "${node.type}"; a newer one may.`;
    const outcome = isKnown ? "mapped" : "kept";
    const into = { kind: "node", flowId: flow.id, id: node.id } as const;
    lists.entries.push({ id: original.id, type, outcome, into, reason });
    return isKnown ? node : toPlaceholder(node, edgesOf.get(original.id) ?? [], reason);
  });
  return { ...flow, nodes, edges: rewire(flow.edges, unknown, lists.dropped) };
}

function toPlaceholder(node: FlowNode, edges: readonly FlowEdge[], reason: string): FlowNode {
  const { id, name = node.type, position } = node;
  const place = { id, name, ...(position === undefined ? {} : { position }) };
  const properties = { ...node, edges };
  return placeholderNode(place, { source: "patchbay", originalType: node.type, properties, reason });
}

function edgesByNode(edges: readonly FlowEdge[], nodes: ReadonlySet<string>): Map<string, FlowEdge[]> {
  const found = new Map([...nodes].map((id): [string, FlowEdge[]] => [id, []]));
  for (const edge of edges) {
    found.get(edge.from.node)?.push(edge);
    if (edge.to.node !== edge.from.node) found.get(edge.to.node)?.push(edge);
  }
  return found;
}

/** A placeholder has one input and one output; which ports they were it keeps itself. */
function rewire(
  edges: readonly FlowEdge[],
  unknown: ReadonlySet<string>,
  dropped: DroppedPart[],
): FlowEdge[] {
  const seen = new Set<string>();
  return edges.flatMap((edge) => {
    const { from, to } = edge;
    const isTouched = unknown.has(from.node) || unknown.has(to.node);
    if (!isTouched) return [edge];
    const rewired = {
      ...edge,
      from: unknown.has(from.node) && from.port !== "error" ? { ...from, port: "out" } : from,
      to: unknown.has(to.node) ? { ...to, port: "in" } : to,
    };
    const label = edgeLabel(rewired);
    if (!seen.has(label)) {
      seen.add(label);
      return [rewired];
    }
    const reason = "The same two ports are wired already; a placeholder has one input and one output.";
    dropped.push({ what: "wire", from: from.node, to: to.node, reason });
    return [];
  });
}
