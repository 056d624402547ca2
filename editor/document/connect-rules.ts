import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow, FlowEdge } from "#engine/flow/schema.ts";
import { outputsOf, type PortDefinitions } from "#engine/graph/definition.ts";
import { canConnect, type PortType } from "#engine/graph/port-types.ts";
import { catalogue } from "./catalogue.ts";
import { reach } from "./layout/reach.ts";
import type { PortEnd } from "./view.ts";

type Side = PortEnd["side"];

const noPorts: PortDefinitions = {};
/** Ports by node type and side, the `error` output included: asked for every node at every change. */
const tables: Readonly<Record<Side, ReadonlyMap<string, PortDefinitions>>> = {
  input: new Map([...catalogue].map(([type, definition]) => [type, definition.inputs])),
  output: new Map([...catalogue].map(([type, definition]) => [type, outputsOf(definition)])),
};

/** The ports on one side of a node type; none where the type is not known. */
export function portsOf(type: string, side: Side): PortDefinitions {
  return tables[side].get(type) ?? noPorts;
}

/** The type of a port in a flow; undefined where the node, its type or the port is not known. */
export function portTypeOf(flow: Flow, end: PortEnd): PortType | undefined {
  const node = flow.nodes.find(({ id }) => id === end.nodeId);
  return node && portsOf(node.type, end.side)[end.port]?.type;
}

/** The side that a wire has to end at when it begins at this one. */
export function otherSide(side: Side): Side {
  return side === "input" ? "output" : "input";
}

/** Whether a wire may join a port of type `type` on `side` to one of type `other` on the other side. */
export function typesFit(type: PortType, side: Side, other: PortType): boolean {
  return side === "output" ? canConnect(type, other) : canConnect(other, type);
}

/** The wire between two ends, one an output, the other an input. */
export function edgeBetween(a: PortEnd, b: PortEnd): FlowEdge {
  const [from, to] = a.side === "output" ? [a, b] : [b, a];
  return { from: { node: from.nodeId, port: from.port }, to: { node: to.nodeId, port: to.port } };
}

/**
 * Ports of other nodes that a wire from this end may go to: the types fit, it would close no circle, and it is not
 * there yet. Made once when a drag begins, so that a mouse move only looks up.
 */
export function fittingPorts(flow: Flow, end: PortEnd): readonly PortEnd[] {
  const type = portTypeOf(flow, end);
  if (type === undefined) return [];
  const barred = reach(flow, [end.nodeId], end.side === "output" ? "upstream" : "downstream");
  const labels = new Set(flow.edges.map(edgeLabel));
  const side = otherSide(end.side);
  return flow.nodes
    .filter(({ id }) => !barred.has(id))
    .flatMap((node) =>
      Object.entries(portsOf(node.type, side))
        .filter(([, port]) => typesFit(type, end.side, port.type))
        .map(([port]): PortEnd => ({ nodeId: node.id, port, side })),
    )
    .filter((there) => !labels.has(edgeLabel(edgeBetween(end, there))));
}

/** The port of a node type that a wire from `end` goes to first: one of the same type, else one that fits. */
export function firstFit(
  type: string,
  end: { readonly type: PortType; readonly side: Side },
): string | undefined {
  const definition = catalogue.get(type);
  const ports = Object.entries((end.side === "output" ? definition?.inputs : definition?.outputs) ?? noPorts);
  const same = ports.find(([, port]) => port.type === end.type);
  return (same ?? ports.find(([, port]) => typesFit(end.type, end.side, port.type)))?.[0];
}

/** Node types with a port that fits, in palette order, those with a port of the very type first. `error` is no reason. */
export function typesThatFit(end: { readonly type: PortType; readonly side: Side }): readonly string[] {
  const side = otherSide(end.side);
  const isSame = (type: string) => portsOf(type, side)[firstFit(type, end) ?? ""]?.type === end.type;
  const fitting = [...catalogue.keys()].filter((type) => firstFit(type, end) !== undefined);
  return [...fitting.filter(isSame), ...fitting.filter((type) => !isSame(type))];
}
