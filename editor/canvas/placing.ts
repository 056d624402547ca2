import { edgeLabel, type Flow, type FlowEdge, type FlowNode } from "#engine/flow/schema.ts";
import { catalogue } from "../state/catalogue.ts";
import { addNode, connect, disconnect, freeId, nodeIds, type Point } from "../state/edits.ts";
import type { PortEnd } from "../state/view.ts";
import { edgeBetween, firstFit, otherSide, portTypeOf } from "./connect-rules.ts";
import { gridPx, guessedSize, snapped } from "./grid.ts";
import { moveKeys } from "./keys.ts";
import { placesOf } from "./places.ts";
import { reach } from "./reach.ts";

/** Least distance between nodes that a wire joins, in px at zoom 1. */
const roomPx = 40;

export { fittingPorts, typesThatFit } from "./connect-rules.ts";

/**
 * Puts a new node of a type near a place. With `from` it is wired to that port, and lies on the side that the wire
 * comes from; with `edge` it goes into that wire. Where its ports do not fit it is placed without wires.
 */
export function placeNode(
  flow: Flow,
  type: string,
  at: Point,
  options: { readonly from?: PortEnd; readonly edge?: string } = {},
): { flow: Flow; nodeId: string } {
  const nodeId = freeId(type, nodeIds(flow));
  const version = catalogue.get(type)?.version;
  const left = options.from?.side === "input" ? at.x - guessedSize.width : at.x;
  const position = freePlace(flow, snapped({ x: left, y: at.y - gridPx * 3 }));
  const node: FlowNode = { id: nodeId, type, position, ...(version === undefined ? {} : { version }) };
  const placed = addNode(flow, node);
  if (options.from !== undefined) return { flow: wired(placed, nodeId, options.from), nodeId };
  if (options.edge !== undefined)
    return { flow: insertIntoEdge(placed, nodeId, options.edge) ?? placed, nodeId };
  return { flow: placed, nodeId };
}

/** Puts a node into a wire: the wire is replaced by two through it. Undefined where its ports do not fit. */
export function insertIntoEdge(flow: Flow, nodeId: string, label: string): Flow | undefined {
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
  return withRoom(connect(connect(disconnect(flow, [label]), before), after), nodeId, edge);
}

/** Where a wire is too short for the node in it: moves the node clear of its sender, and all after it to the right. */
function withRoom(flow: Flow, nodeId: string, { from, to }: FlowEdge): Flow {
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
  return moveKeys(flow, new Map([...moved, [nodeId, { x, y: node.y }]]));
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

/** The place, or one a little lower right of it that no node has: two nodes never lie exactly on each other. */
function freePlace(flow: Flow, at: Point): Point {
  const taken = new Set(flow.nodes.map(({ position }) => position && `${position.x} ${position.y}`));
  let place = at;
  while (taken.has(`${place.x} ${place.y}`)) place = { x: place.x + gridPx * 3, y: place.y + gridPx * 3 };
  return place;
}
