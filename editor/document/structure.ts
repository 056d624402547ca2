import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow, FlowEdge } from "#engine/flow/schema.ts";
import { portTypeOf, typesFit } from "./connect-rules.ts";
import { connect, freeId, type Point, patchNode, removeSelection } from "./edits.ts";
import { snapped } from "./layout/grid.ts";
import { noSelection, type Selection } from "./selection.ts";

/** Puts nodes into a new group; each leaves the group that it was in. */
export function group(flow: Flow, nodeIds: readonly string[], name: string): { flow: Flow; groupId: string } {
  const rest = withoutMembers(flow, new Set(nodeIds)).groups ?? [];
  const groupId = freeId("group", new Set(rest.map(({ id }) => id)));
  return { flow: { ...flow, groups: [...rest, { id: groupId, name, nodes: [...nodeIds] }] }, groupId };
}

/** Dissolves every group that holds one of the nodes; the nodes stay. */
export function ungroup(flow: Flow, nodeIds: readonly string[]): Flow {
  const remaining = flow.groups?.filter(({ nodes }) => !nodes.some((id) => nodeIds.includes(id)));
  return remaining?.length === flow.groups?.length ? flow : withGroups(flow, remaining ?? []);
}

/** Gives a group another name. */
export function renameGroup(flow: Flow, groupId: string, name: string): Flow {
  const groups = flow.groups?.map((each) => (each.id === groupId ? { ...each, name } : each)) ?? [];
  return withGroups(flow, groups);
}

/** Puts an empty comment at a place. */
export function addComment(flow: Flow, at: Point): { flow: Flow; commentId: string } {
  const comments = flow.comments ?? [];
  const commentId = freeId("comment", new Set(comments.map(({ id }) => id)));
  const comment = { id: commentId, text: "", position: snapped(at) };
  return { flow: { ...flow, comments: [...comments, comment] }, commentId };
}

/** Changes the text of a comment; an empty one is taken away. */
export function setComment(flow: Flow, commentId: string, text: string): Flow {
  if (text.trim() === "") return removeSelection(flow, { ...noSelection, comments: [commentId] });
  const comments = flow.comments?.map((each) => (each.id === commentId ? { ...each, text } : each)) ?? [];
  return { ...flow, comments };
}

/** Names a node; an empty name gives back its type's title. */
export function renameNode(flow: Flow, nodeId: string, name: string): Flow {
  return patchNode(flow, nodeId, { name: name.trim() === "" ? undefined : name.trim() });
}

/** Takes nodes out of the running flow, or puts them back. */
export function setDisabled(flow: Flow, nodeIds: readonly string[], isDisabled: boolean): Flow {
  const disabled = isDisabled ? true : undefined;
  return nodeIds.reduce((edited, id) => patchNode(edited, id, { disabled }), flow);
}

/**
 * Takes away what is selected, and joins again what a removed node stood between: where one wire went into it, each
 * wire out of it begins where that one began, if the types fit.
 */
export function removeAndRejoin(flow: Flow, selection: Selection): Flow {
  const rejoined = selection.nodes.reduce(rejoin, flow);
  return removeSelection(rejoined, selection);
}

function rejoin(flow: Flow, nodeId: string): Flow {
  const [into, ...others] = flow.edges.filter(({ to }) => to.node === nodeId);
  const removed = removeSelection(flow, { ...noSelection, nodes: [nodeId] });
  if (into === undefined || others.length > 0) return removed;
  return flow.edges
    .filter(({ from }) => from.node === nodeId)
    .map((out): FlowEdge => ({ ...out, from: into.from }))
    .filter((edge) => fits(flow, edge))
    .reduce(connect, removed);
}

function fits(flow: Flow, { from, to }: FlowEdge): boolean {
  const sent = portTypeOf(flow, { nodeId: from.node, port: from.port, side: "output" });
  const taken = portTypeOf(flow, { nodeId: to.node, port: to.port, side: "input" });
  return sent !== undefined && taken !== undefined && typesFit(sent, "output", taken);
}

/** Gives a wire another end, with the queue that it had; the same document where that wire is there already. */
export function rewire(flow: Flow, label: string, edge: FlowEdge): Flow {
  const next = edgeLabel(edge);
  if (next === label || flow.edges.some((each) => edgeLabel(each) === next)) return flow;
  const edges = flow.edges.map((each) =>
    edgeLabel(each) === label ? { ...each, from: edge.from, to: edge.to } : each,
  );
  return { ...flow, edges };
}

function withoutMembers(flow: Flow, nodeIds: ReadonlySet<string>): Flow {
  const groups = flow.groups
    ?.map((each) => ({ ...each, nodes: each.nodes.filter((id) => !nodeIds.has(id)) }))
    .filter(({ nodes }) => nodes.length > 0);
  return withGroups(flow, groups ?? []);
}

function withGroups(flow: Flow, groups: NonNullable<Flow["groups"]>): Flow {
  const { groups: _, ...rest } = flow;
  return groups.length === 0 ? rest : { ...rest, groups };
}
