import type { Edge, Node } from "@xyflow/react";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow, FlowEdge } from "#engine/flow/schema.ts";
import type { QueuePolicy } from "#engine/graph/definition.ts";
import type { PortType } from "#engine/graph/port-types.ts";
import { catalogue } from "../../document/catalogue.ts";
import type { Point } from "../../document/edits.ts";
import { commentKey } from "../../document/keys.ts";
import { placesOf, readingOrder } from "../../document/layout/places.ts";
import { type NodeView, nodeViews } from "./node-view.ts";

export type FlowComment = NonNullable<Flow["comments"]>[number];

/** A wire as the canvas draws it. */
export type EdgeView = {
  readonly type: PortType;
  /** What its full queue does; undefined where it has none, because its receiver is synchronous. */
  readonly policy: QueuePolicy | undefined;
  readonly capacity: number | undefined;
  /** Whether nothing runs over it, because a node at an end is disabled. */
  readonly isIdle: boolean;
};

export type NodeOnCanvas = Node<NodeView, "flow">;
export type CommentOnCanvas = Node<{ readonly comment: FlowComment }, "comment">;
export type CanvasNode = NodeOnCanvas | CommentOnCanvas;
export type CanvasEdge = Edge<EdgeView, "flow">;

/**
 * The nodes and comments of a flow for React Flow, in reading order, which is the order of the Tab key. What did not
 * change keeps its object from `before`, with its measured size and selection, so that it does not render again.
 */
export function toNodes(flow: Flow, before: readonly CanvasNode[]): CanvasNode[] {
  const old = new Map(before.map((node) => [node.id, node]));
  const views = nodeViews(flow);
  const places = placesOf(flow);
  const nodes = readingOrder(flow).map((id) => {
    const view = views.get(id) as NodeView;
    const position = places.get(id) ?? { x: 0, y: 0 };
    const known = old.get(id);
    if (known?.type === "flow" && known.data === view && isAt(known, position)) return known;
    const labels = { "aria-labelledby": `node-title-${id}`, "aria-roledescription": undefined };
    return { ...known, id, type: "flow", data: view, position, domAttributes: labels } satisfies NodeOnCanvas;
  });
  const comments = (flow.comments ?? []).map((comment): CanvasNode => {
    const id = commentKey(comment.id);
    const known = old.get(id);
    if (known?.type === "comment" && known.data.comment === comment && isAt(known, comment.position))
      return known;
    return { ...known, id, type: "comment", data: { comment }, position: comment.position };
  });
  return [...nodes, ...comments];
}

/** The wires of a flow for React Flow; those that did not change keep their object from `before`. */
export function toEdges(flow: Flow, before: readonly CanvasEdge[]): CanvasEdge[] {
  const old = new Map(before.map((edge) => [edge.id, edge]));
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const edges = new Map<string, CanvasEdge>();
  for (const edge of flow.edges) {
    const [from, to] = [nodes.get(edge.from.node), nodes.get(edge.to.node)];
    if (from === undefined || to === undefined) continue;
    const id = edgeLabel(edge);
    const isIdle = from.disabled === true || to.disabled === true;
    const data = edgeView(edge, from.type, to.type, isIdle);
    const known = old.get(id);
    edges.set(id, known !== undefined && isSame(known.data, data) ? known : drawn(edge, id, data, known));
  }
  return [...edges.values()];
}

function drawn(edge: FlowEdge, id: string, data: EdgeView, known: CanvasEdge | undefined): CanvasEdge {
  const { from, to } = edge;
  const ends = { source: from.node, sourceHandle: from.port, target: to.node, targetHandle: to.port };
  return { ...known, id, type: "flow", ...ends, data, ariaLabel: id };
}

function edgeView(edge: FlowEdge, fromType: string, toType: string, isIdle: boolean): EdgeView {
  const sent = catalogue.get(fromType)?.outputs[edge.from.port]?.type;
  const receiver = catalogue.get(toType);
  const queue =
    receiver?.execution === "async" ? (edge.queue ?? receiver.inputs[edge.to.port]?.queue) : undefined;
  const type = sent ?? (edge.from.port === "error" ? "event" : "any");
  return { type, policy: queue?.policy, capacity: queue?.capacity, isIdle };
}

function isSame(a: EdgeView | undefined, b: EdgeView): boolean {
  return a?.type === b.type && a.policy === b.policy && a.capacity === b.capacity && a.isIdle === b.isIdle;
}

function isAt(node: CanvasNode, { x, y }: Point): boolean {
  return node.position.x === x && node.position.y === y;
}
