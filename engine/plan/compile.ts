import { FlowError } from "../errors.ts";
import { resolveConfig } from "../flow/config.ts";
import { edgeLabel } from "../flow/edge-label.ts";
import type { Flow, FlowEdge, FlowNode } from "../flow/schema.ts";
import {
  type NodeCatalogue,
  type NodeDefinition,
  outputsOf,
  type PortDefinition,
  type QueueSettings,
} from "../graph/definition.ts";
import { topologicalOrder } from "../graph/order.ts";
import type { PortType } from "../graph/port-types.ts";

/** A node ready to be instantiated: defaults filled in, devices decided. */
export interface PlanNode {
  readonly id: string;
  readonly name: string;
  readonly definition: NodeDefinition;
  readonly config: Readonly<Record<string, unknown>>;
  /** Devices wanted, best first; empty for a node that needs none. */
  readonly devices: readonly string[];
}

/** A wire ready to carry packets. */
export interface PlanEdge {
  readonly label: string;
  readonly from: string;
  readonly fromPort: string;
  readonly to: string;
  readonly toPort: string;
  /** Undefined where the receiver is synchronous: the packet is handed over by a plain call. */
  readonly queue: QueueSettings | undefined;
  /** Set where an `any` output meets a typed input: every packet is checked. */
  readonly accepts: PortType | undefined;
}

/** A flow compiled: nodes in topological order, so that whoever sends comes before whoever receives. */
export interface Plan {
  readonly flowId: string;
  readonly nodes: readonly PlanNode[];
  readonly edges: readonly PlanEdge[];
}

/** Packets that a queue holds when nobody says otherwise: 64 chunks of 100 ms are 6 s of audio. */
const defaultCapacity = 64;

/** Compiles a validated flow. Disabled nodes and their wires are left out. */
export function compileFlow(flow: Flow, catalogue: NodeCatalogue): Plan {
  const running = new Map(flow.nodes.filter((node) => node.disabled !== true).map((node) => [node.id, node]));
  const edges = flow.edges.filter((edge) => running.has(edge.from.node) && running.has(edge.to.node));
  const definitionOf = (id: string) => definitionFor(running.get(id) as FlowNode, catalogue);
  const order = topologicalOrder(
    [...running.keys()],
    edges.map((edge) => [edge.from.node, edge.to.node]),
  );
  return {
    flowId: flow.id,
    nodes: order.map((id) => planNode(running.get(id) as FlowNode, definitionOf(id))),
    edges: edges.map((edge) => planEdge(edge, definitionOf(edge.from.node), definitionOf(edge.to.node))),
  };
}

function definitionFor(node: FlowNode, catalogue: NodeCatalogue): NodeDefinition {
  const definition = catalogue.get(node.type);
  if (definition === undefined) {
    throw new FlowError("flow.unknown-node-type", {
      nodeId: node.id,
      field: "type",
      message: `There is no node type "${node.type}".`,
    });
  }
  return definition;
}

function planNode(node: FlowNode, definition: NodeDefinition): PlanNode {
  return {
    id: node.id,
    name: node.name ?? definition.title,
    definition,
    config: resolveConfig(definition, node.config),
    devices: node.devices ?? definition.devices ?? [],
  };
}

/**
 * The queue of a wire that says nothing itself: the input's default, else `block`. Nothing has to drop in between: a
 * live source takes its audio from a feed, which drops beyond 30 s, and counts (see audio-feed.ts).
 */
export function defaultQueue(input: PortDefinition | undefined): QueueSettings {
  return input?.queue ?? { policy: "block", capacity: defaultCapacity };
}

function planEdge(edge: FlowEdge, from: NodeDefinition, to: NodeDefinition): PlanEdge {
  const sent = outputsOf(from)[edge.from.port]?.type;
  const taken = to.inputs[edge.to.port];
  return {
    label: edgeLabel(edge),
    from: edge.from.node,
    fromPort: edge.from.port,
    to: edge.to.node,
    toPort: edge.to.port,
    queue: to.execution === "async" ? (edge.queue ?? defaultQueue(taken)) : undefined,
    accepts: sent === "any" && taken?.type !== "any" ? taken?.type : undefined,
  };
}
