import { Check, Errors } from "typebox/schema";
import { FlowError } from "../errors.ts";
import {
  type NodeCatalogue,
  type NodeDefinition,
  outputsOf,
  type PortDefinition,
} from "../graph/definition.ts";
import { findCycle } from "../graph/order.ts";
import { canConnect } from "../graph/port-types.ts";
import { editDistance } from "../quality/word-error-rate.ts";
import { configProblems, secretProblems } from "./config.ts";
import { edgeLabel } from "./edge-label.ts";
import { migrateFlow } from "./migrate.ts";
import { type Problem, problem } from "./problem.ts";
import { rateProblems } from "./rate-problems.ts";
import { type Flow, type FlowEdge, type FlowNode, flowFormat, flowSchema } from "./schema.ts";

/** A flow that may run, or everything that is wrong with it. */
export type Validation =
  | { readonly ok: true; readonly flow: Flow }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a flow document from JSON text.
 * @throws {FlowError} `flow.not-json` with the parser's place in the text.
 */
export function parseFlowJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FlowError("flow.not-json", { message: `The flow is not JSON: ${reason}.`, cause });
  }
}

/** Checks a document against the schema, the node types and the wiring rules; finds every problem at once. */
export function validateFlow(document: unknown, catalogue: NodeCatalogue): Validation {
  const shape = shapeProblems(document);
  if (shape.length > 0) return { ok: false, problems: shape };
  const flow = migrateFlow(document as Flow, catalogue);
  const problems = flowProblems(flow, catalogue);
  return problems.length === 0 ? { ok: true, flow } : { ok: false, problems };
}

/** Everything that is wrong with a document that has the shape of a flow: an editor asks after every change. */
export function flowProblems(flow: Flow, catalogue: NodeCatalogue): readonly Problem[] {
  return [
    ...duplicateIds(flow),
    ...flow.nodes.flatMap((node) => nodeProblems(node, catalogue)),
    ...edgeProblems(flow, catalogue),
    ...rateProblems(flow, catalogue),
    ...inputProblems(flow, catalogue),
    ...sourceProblems(flow, catalogue),
    ...groupProblems(flow),
    ...cycleProblems(flow),
  ];
}

function shapeProblems(document: unknown): Problem[] {
  const format = (document as { format?: unknown } | null)?.format;
  if (typeof format === "string" && format.startsWith("patchbay.flow/") && format !== flowFormat) {
    return [problem("flow.version", `This flow is ${format}; this Patchbay reads ${flowFormat}.`)];
  }
  if (Check(flowSchema, document)) return [];
  const [, errors] = Errors(flowSchema, document);
  return errors
    .filter((error) => error.keyword !== "boolean")
    .slice(0, 20)
    .map((error) => {
      const extra = (error.params as { additionalProperties?: string[] }).additionalProperties;
      const message = extra === undefined ? `${error.message}.` : `${error.message}: ${extra.join(", ")}.`;
      return problem("flow.schema", message, { field: error.instancePath || "/" });
    });
}

function duplicateIds(flow: Flow): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { id } of flow.nodes) {
    if (seen.has(id)) problems.push(problem("flow.duplicate-id", "Two nodes have this id.", { nodeId: id }));
    seen.add(id);
  }
  const wires = new Set<string>();
  for (const edge of flow.edges) {
    const label = edgeLabel(edge);
    if (wires.has(label))
      problems.push(
        problem("edge.duplicate", `${label} is there twice.`, { nodeId: edge.to.node, field: edge.to.port }),
      );
    wires.add(label);
  }
  return problems;
}

function nodeProblems(node: FlowNode, catalogue: NodeCatalogue): Problem[] {
  const definition = catalogue.get(node.type);
  if (node.disabled === true) return definition === undefined ? [] : secretProblems(node, definition);
  if (definition !== undefined) return settingProblems(node, definition);
  const near = [...catalogue.keys()].filter((type) => editDistance([...type], [...node.type]) <= 2);
  const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "See `patchbay nodes` for all types.";
  const message = `There is no node type "${node.type}".`;
  return [problem("flow.unknown-node-type", message, { nodeId: node.id, field: "type", hint })];
}

/** Documents share the nodes that did not change: each is checked once. */
const checkedNodes = new WeakMap<
  FlowNode,
  { readonly definition: NodeDefinition; readonly problems: Problem[] }
>();

function settingProblems(node: FlowNode, definition: NodeDefinition): Problem[] {
  const known = checkedNodes.get(node);
  if (known?.definition === definition) return known.problems;
  const problems = [...versionProblems(node, definition), ...configProblems(node, definition)];
  checkedNodes.set(node, { definition, problems });
  return problems;
}

function versionProblems({ id: nodeId, version = 1, type }: FlowNode, definition: NodeDefinition): Problem[] {
  if (version <= definition.version) return [];
  const message = `It was saved by version ${version} of ${type}; this Patchbay has version ${definition.version}.`;
  return [problem("flow.version", message, { nodeId, field: "version", hint: "Update Patchbay." })];
}

function edgeProblems(flow: Flow, catalogue: NodeCatalogue): Problem[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  return flow.edges.flatMap((edge) => {
    const from = resolvePort(edge, "from", byId, catalogue);
    const to = resolvePort(edge, "to", byId, catalogue);
    const problems = [from.problem, to.problem].filter((found) => found !== undefined);
    if (from.port && to.port && !canConnect(from.port.type, to.port.type)) {
      const message = `${edgeLabel(edge)} joins ${from.port.type} to ${to.port.type}.`;
      problems.push(problem("edge.type-mismatch", message, { nodeId: edge.to.node, field: edge.to.port }));
    }
    return problems;
  });
}

function resolvePort(
  edge: FlowEdge,
  end: "from" | "to",
  byId: ReadonlyMap<string, FlowNode>,
  catalogue: NodeCatalogue,
): { port?: PortDefinition; problem?: Problem } {
  const { node: nodeId, port } = edge[end];
  const node = byId.get(nodeId);
  if (node === undefined) {
    const message = `${edgeLabel(edge)} ends at "${nodeId}", which is not in the flow.`;
    return { problem: problem("edge.unknown-node", message, { nodeId }) };
  }
  const definition = catalogue.get(node.type);
  if (definition === undefined) return {};
  const ports = end === "from" ? outputsOf(definition) : definition.inputs;
  const found = ports[port];
  if (found !== undefined) return { port: found };
  const side = end === "from" ? "output" : "input";
  const names = Object.keys(ports).join(", ") || "none";
  const message = `${node.type} has no ${side} "${port}" (${edgeLabel(edge)}).`;
  return {
    problem: problem("edge.unknown-port", message, { nodeId, field: port, hint: `Its ${side}s: ${names}.` }),
  };
}

/** A session has one clock, so it has one source. */
function sourceProblems(flow: Flow, catalogue: NodeCatalogue): Problem[] {
  const running = flow.nodes.filter((node) => node.disabled !== true);
  const sources = running.filter((node) => catalogue.get(node.type)?.source !== undefined);
  if (sources.length === 1 || running.some((node) => !catalogue.has(node.type))) return [];
  if (sources.length === 0) return [problem("flow.no-source", "The flow has no source that runs.")];
  const ids = sources.map(({ id }) => id).join(", ");
  return [
    problem("flow.several-sources", `The flow has several sources: ${ids}.`, { nodeId: sources[1]?.id }),
  ];
}

function groupProblems({ groups = [], nodes }: Flow): Problem[] {
  const ids = new Set(nodes.map(({ id }) => id));
  return groups.flatMap((group) =>
    group.nodes
      .filter((nodeId) => !ids.has(nodeId))
      .map((nodeId) => {
        const hint = "Take it out of the group.";
        const message = `The group "${group.name}" names a node that is not in the flow.`;
        return problem("flow.unknown-member", message, { nodeId, field: "groups", hint });
      }),
  );
}

function inputProblems(flow: Flow, catalogue: NodeCatalogue): Problem[] {
  const disabled = new Set(flow.nodes.filter((node) => node.disabled === true).map(({ id }) => id));
  const live = flow.edges.filter((edge) => !disabled.has(edge.from.node));
  const wired = new Set(live.map((edge) => `${edge.to.node} ${edge.to.port}`));
  return flow.nodes.flatMap((node) => {
    const definition = node.disabled === true ? undefined : catalogue.get(node.type);
    return Object.entries(definition?.inputs ?? {})
      .filter(([name, port]) => port.required === true && !wired.has(`${node.id} ${name}`))
      .map(([field]) =>
        problem("port.unconnected", `Nothing that runs is wired to its input "${field}".`, {
          nodeId: node.id,
          field,
        }),
      );
  });
}

function cycleProblems(flow: Flow): Problem[] {
  const cycle = findCycle(
    flow.nodes.map((node) => node.id),
    flow.edges.map((edge) => [edge.from.node, edge.to.node]),
  );
  if (cycle === undefined) return [];
  const path = [...cycle, cycle[0]].join(" -> ");
  const hint = `Remove a wire among ${cycle.join(", ")}.`;
  return [
    problem("flow.cycle", `The wires form a circle: ${path}.`, { nodeId: cycle[0], field: "edges", hint }),
  ];
}
