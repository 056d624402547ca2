import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow, FlowEdge, FlowNode } from "#engine/flow/schema.ts";
import { catalogue } from "../catalogue.ts";
import { edgeBetween, firstFit, otherSide, portTypeOf } from "../connect-rules.ts";
import { addNode, connect, disconnect, freeId, nodeIds, type Point } from "../edits.ts";
import { moveKeys } from "../keys.ts";
import type { PortEnd } from "../view.ts";
import type { SizeOf } from "./arrange.ts";
import { freePlace } from "./free-place.ts";
import { gridPx, guessedSize, snapped } from "./grid.ts";
import { placesOf } from "./places.ts";
import { reach } from "./reach.ts";

/** Least distance between nodes that a wire joins, in px at zoom 1. */
const roomPx = 40;

export { fittingPorts, typesThatFit } from "../connect-rules.ts";

/** How far under its upper edge the pointer holds a node that is put at it, in px at zoom 1. */
export const headPx = gridPx * 3;

/**
 * Puts a new node of a type near a place, where it covers no other. With `from` it is wired to that port, and lies on the side that the wire
 * comes from; with `edge` it goes into that wire. Where its ports do not fit it is placed without wires.
 */
export function placeNode(
  flow: Flow,
  type: string,
  at: Point,
  options: { readonly from?: PortEnd; readonly edge?: string; readonly sizeOf?: SizeOf | undefined } = {},
): { flow: Flow; nodeId: string } {
  const nodeId = freeId(type, nodeIds(flow));
  const version = catalogue.get(type)?.version;
  const left = options.from?.side === "input" ? at.x - guessedSize.width : at.x;
  const wanted = snapped({ x: left, y: at.y - headPx });
  // In a wire it has its place from that.
  const position = options.edge === undefined ? freePlace(flow, wanted, options.sizeOf) : wanted;
  const node: FlowNode = { id: nodeId, type, position, ...(version === undefined ? {} : { version }) };
  const placed = addNode(flow, node);
  if (options.from !== undefined) return { flow: wired(placed, nodeId, options.from), nodeId };
  if (options.edge !== undefined)
    return { flow: insertIntoEdge(placed, nodeId, options.edge, options.sizeOf) ?? placed, nodeId };
  return { flow: placed, nodeId };
}

/** Puts a node into a wire: the wire is replaced by two through it. Undefined where its ports do not fit. */
export function insertIntoEdge(flow: Flow, nodeId: string, label: string, sizeOf?: SizeOf): Flow | undefined {
  const edge = flow.edges.find((each) => edgeLabel(each) === label);
  const node = flow.nodes.find(({ id }) => id === nodeId);
  if (edge === undefined || node === undefined) return undefined;
  const ports = portsIntoEdge(flow, node.type, edge);
  if (ports === undefined) return undefined;
  const before: FlowEdge = { from: edge.from, to: { node: nodeId, port: ports.input } };
  // The queue was asked for by who takes the packets, so it stays at the wire's end.
  const after: FlowEdge = {
    from: { node: nodeId, port: ports.output },
    to: edge.to,
    ...(edge.queue === undefined ? {} : { queue: edge.queue }),
  };
  const rewired = connect(connect(disconnect(flow, [label]), before), after);
  return withRoom(rewired, nodeId, edge, sizeOf);
}

/**
 * Puts the node in a wire into its sender's row, so that the wire has no kink, or under what lies there. Where the wire
 * is too short for it: moves it clear of its sender, and all after it to the right.
 */
function withRoom(flow: Flow, nodeId: string, { from, to }: FlowEdge, sizeOf?: SizeOf): Flow {
  const places = placesOf(flow);
  const [sender, node, receiver] = [from.node, nodeId, to.node].map((id) => places.get(id) ?? { x: 0, y: 0 });
  if (sender === undefined || node === undefined || receiver === undefined || sender.x >= receiver.x)
    return flow;
  const step = guessedSize.width + roomPx;
  const x = Math.max(node.x, sender.x + step);
  const push = Math.ceil(Math.max(0, x + step - receiver.x) / gridPx) * gridPx;
  const after = [...reach(flow, [to.node], "downstream")].map((id) => [id, places.get(id)] as const);
  const moved = after.flatMap(([id, at]) =>
    at === undefined || at.x < receiver.x ? [] : [[id, { x: at.x + push, y: at.y }] as const],
  );
  const roomy = moveKeys(flow, new Map(moved));
  return moveKeys(roomy, new Map([[nodeId, freePlace(roomy, { x, y: sender.y }, sizeOf, nodeId)]]));
}

/** Whether a node of this type can go into a wire, and by which ports. */
export function portsIntoEdge(
  flow: Flow,
  type: string,
  edge: FlowEdge,
): { readonly input: string; readonly output: string } | undefined {
  const sent = portTypeOf(flow, { nodeId: edge.from.node, port: edge.from.port, side: "output" });
  const taken = portTypeOf(flow, { nodeId: edge.to.node, port: edge.to.port, side: "input" });
  if (sent === undefined || taken === undefined) return undefined;
  const input = firstFit(type, { type: sent, side: "output" });
  const output = firstFit(type, { type: taken, side: "input" });
  return input === undefined || output === undefined ? undefined : { input, output };
}

function wired(flow: Flow, nodeId: string, from: PortEnd): Flow {
  const type = portTypeOf(flow, from);
  const node = flow.nodes.find(({ id }) => id === nodeId);
  const port = type && node && firstFit(node.type, { type, side: from.side });
  if (port === undefined) return flow;
  return connect(flow, edgeBetween(from, { nodeId, port, side: otherSide(from.side) }));
}
