import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow, FlowEdge, FlowNode } from "#engine/flow/schema.ts";
import type { Selection } from "./selection.ts";

/**
 * Changes of a flow document, as pure functions: they answer a new document and share what did not change, so that
 * an undo step costs no more than what it changed.
 */

/** Fields to change; one that is undefined is taken away. */
export type Change<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A place on the canvas, in flow coordinates (px at zoom 1). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Adds a node; its id has to be free (see {@link freeId}). */
export function addNode(flow: Flow, node: FlowNode): Flow {
  return { ...flow, nodes: [...flow.nodes, node] };
}

/** Changes fields of one node. */
export function patchNode(flow: Flow, nodeId: string, change: Change<FlowNode>): Flow {
  const nodes = flow.nodes.map((node) =>
    node.id === nodeId ? withoutUndefined({ ...node, ...change }) : node,
  );
  return { ...flow, nodes };
}

/** Sets one setting of a node; undefined goes back to the default. */
export function setConfig(flow: Flow, nodeId: string, field: string, value: unknown): Flow {
  const node = flow.nodes.find(({ id }) => id === nodeId);
  const config = withoutUndefined({ ...node?.config, [field]: value });
  return patchNode(flow, nodeId, { config: Object.keys(config).length === 0 ? undefined : config });
}

/** Adds a wire; the same document when it is there already. */
export function connect(flow: Flow, edge: FlowEdge): Flow {
  const label = edgeLabel(edge);
  if (flow.edges.some((other) => edgeLabel(other) === label)) return flow;
  return { ...flow, edges: [...flow.edges, edge] };
}

/** Takes wires away, by label. */
export function disconnect(flow: Flow, labels: Iterable<string>): Flow {
  const gone = new Set(labels);
  return { ...flow, edges: flow.edges.filter((edge) => !gone.has(edgeLabel(edge))) };
}

/** Changes the queue of a wire; undefined leaves it to the port's default. */
export function setQueue(flow: Flow, label: string, queue: FlowEdge["queue"]): Flow {
  const edges = flow.edges.map((edge) =>
    edgeLabel(edge) === label ? withoutUndefined({ ...edge, queue }) : edge,
  );
  return { ...flow, edges };
}

/** Moves nodes and comments to new places. */
export function moveItems(
  flow: Flow,
  places: { readonly nodes: ReadonlyMap<string, Point>; readonly comments: ReadonlyMap<string, Point> },
): Flow {
  const nodes = flow.nodes.map((node) => {
    const position = places.nodes.get(node.id);
    return position === undefined ? node : { ...node, position: rounded(position) };
  });
  const comments = flow.comments?.map((comment) => {
    const position = places.comments.get(comment.id);
    return position === undefined ? comment : { ...comment, position: rounded(position) };
  });
  return withoutUndefined({ ...flow, nodes, comments });
}

/** Takes away what is selected, the wires of removed nodes, and groups that are empty then. */
export function removeSelection(flow: Flow, selection: Selection): Flow {
  const goneNodes = new Set(selection.nodes);
  const goneEdges = new Set(selection.edges);
  const goneComments = new Set(selection.comments);
  const groups = flow.groups
    ?.map((group) => ({ ...group, nodes: group.nodes.filter((id) => !goneNodes.has(id)) }))
    .filter(({ nodes }) => nodes.length > 0);
  return withoutUndefined({
    ...flow,
    nodes: flow.nodes.filter(({ id }) => !goneNodes.has(id)),
    edges: flow.edges.filter(
      (edge) =>
        !goneEdges.has(edgeLabel(edge)) && !goneNodes.has(edge.from.node) && !goneNodes.has(edge.to.node),
    ),
    groups: groups === undefined || groups.length === 0 ? undefined : groups,
    comments: flow.comments?.filter(({ id }) => !goneComments.has(id)),
  });
}

/** An id like `base`, else `base-2`, `base-3`…, that is not taken. */
export function freeId(base: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** The ids of a flow's nodes. */
export function nodeIds(flow: Flow): Set<string> {
  return new Set(flow.nodes.map(({ id }) => id));
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

/** `exactOptionalPropertyTypes`: a field is there with a value, or it is not there. */
function withoutUndefined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
