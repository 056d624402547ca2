import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { Point } from "../../document/edits.ts";
import type { SizeOf } from "../../document/layout/arrange.ts";
import { guessedSize } from "../../document/layout/grid.ts";
import { insertIntoEdge, placeNode, portsIntoEdge } from "../../document/layout/placing.ts";

/** Nothing that could be put somewhere is on its way. */
interface Idle {
  readonly kind: "idle";
}

/** A node type was taken from the palette, and is not over the canvas. */
interface Pointing {
  readonly kind: "pointing";
  readonly type: string;
}

/** A node is over the canvas: a new one of this type, or one of the flow that has no wires yet. */
interface Dragging {
  readonly kind: "dragging";
  readonly type: string;
  /** Undefined: a new one. */
  readonly nodeId: string | undefined;
  /** Label of the wire under the pointer that would take it. */
  readonly takenBy: string | undefined;
}

/** What the flow is with it. */
interface Dropped {
  readonly kind: "dropped";
  readonly flow: Flow;
  readonly nodeId: string;
}

export type DropGesture = Idle | Pointing | Dragging | Dropped;

/** Where every gesture begins and ends. */
export const idle: DropGesture = { kind: "idle" };

/** Something of the page is dragged; without a type it is no node. */
export function picked(type: string | undefined): DropGesture {
  return type === undefined ? idle : { kind: "pointing", type };
}

/** Nodes of the flow are dragged: a single one without wires may go into one. */
export function pickedNodes(flow: Flow, nodeIds: readonly string[]): DropGesture {
  const [nodeId, ...others] = nodeIds;
  const node = flow.nodes.find(({ id }) => id === nodeId);
  const isWired = flow.edges.some(({ from, to }) => from.node === nodeId || to.node === nodeId);
  if (node === undefined || others.length > 0 || isWired) return idle;
  return { kind: "dragging", type: node.type, nodeId: node.id, takenBy: undefined };
}

/** The pointer is over the canvas. @param wires labels of the wires under it, the upper one first */
export function over(gesture: DropGesture, flow: Flow, wires: readonly string[]): DropGesture {
  if (gesture.kind !== "pointing" && gesture.kind !== "dragging") return gesture;
  const { type } = gesture;
  const edges = new Map(flow.edges.map((each) => [edgeLabel(each), each]));
  const edge = edges.get(wires.find((label) => edges.has(label)) ?? "");
  const fits = edge !== undefined && portsIntoEdge(flow, type, edge) !== undefined;
  const nodeId = gesture.kind === "dragging" ? gesture.nodeId : undefined;
  return { kind: "dragging", type, nodeId, takenBy: fits ? edgeLabel(edge) : undefined };
}

/** The pointer left the canvas: a node type is still on its way, and no wire takes it. */
export function left(gesture: DropGesture): DropGesture {
  return gesture.kind === "dragging" ? picked(gesture.type) : gesture;
}

/**
 * Puts it down: a new node at the pointer, or into the wire that takes it; a node of the flow into that wire. Where
 * nothing is dragged, or no wire takes a node of the flow, the gesture stays what it was.
 * @param at the pointer, in flow coordinates
 */
export function dropped(gesture: DropGesture, flow: Flow, at: Point, sizeOf: SizeOf): DropGesture {
  if (gesture.kind !== "dragging") return gesture;
  const { type, nodeId, takenBy } = gesture;
  if (nodeId === undefined) {
    const corner = { x: at.x - guessedSize.width / 2, y: at.y };
    return {
      kind: "dropped",
      ...placeNode(flow, type, corner, takenBy === undefined ? { sizeOf } : { edge: takenBy, sizeOf }),
    };
  }
  const taken = takenBy === undefined ? undefined : insertIntoEdge(flow, nodeId, takenBy, sizeOf);
  return taken === undefined ? gesture : { kind: "dropped", flow: taken, nodeId };
}

/** The wire to be marked; undefined for none. */
export function markedWire(gesture: DropGesture): string | undefined {
  return gesture.kind === "dragging" ? gesture.takenBy : undefined;
}
