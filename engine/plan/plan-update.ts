import type { TSchema } from "typebox";
import { isEqual } from "../flow/equal.ts";
import type { NodeDefinition } from "../graph/definition.ts";
import type { Plan, PlanEdge, PlanNode } from "./compile.ts";

/** What a running session does with its nodes when it goes on with another plan. Node ids, in the plan's order. */
export interface UpdateReport {
  /** Nodes that go on with all that they hold, those tuned among them. */
  readonly kept: readonly string[];
  /** Kept nodes with the live settings that change. */
  readonly tuned: readonly { readonly nodeId: string; readonly fields: readonly string[] }[];
  /** Nodes that are flushed and begin anew, with the state of before where they have one. */
  readonly restarted: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * What differs for a session that goes on from one plan to another. A node is kept when it is the same, or differs in
 * live settings only; its name, its place on the canvas and its wires do not matter. Pure: for a preview, too.
 */
export function planUpdate(before: Plan, after: Plan): UpdateReport {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Set(after.nodes.map(({ id }) => id));
  const [fedBefore, fedAfter] = [fedNodes(before), fedNodes(after)];
  const stays = (node: PlanNode) => {
    const was = old.get(node.id);
    // What no source feeds has flushed at the start: to be fed now it has to begin anew.
    const isSpent = fedAfter.has(node.id) && !fedBefore.has(node.id);
    return was !== undefined && !isSpent && isSameButLive(was, node);
  };
  const same = after.nodes.filter(stays);
  const changed = after.nodes.filter((node) => !same.includes(node)).map(({ id }) => id);
  return {
    kept: same.map(({ id }) => id),
    tuned: same.flatMap((node) => {
      const fields = changedFields(old.get(node.id) as PlanNode, node);
      return fields.length === 0 ? [] : [{ nodeId: node.id, fields }];
    }),
    restarted: changed.filter((id) => old.has(id)),
    added: changed.filter((id) => !old.has(id)),
    removed: before.nodes.map(({ id }) => id).filter((id) => !now.has(id)),
  };
}

/** Whether two plans have the same wires, with the same queues. */
export function hasSameWires(before: Plan, after: Plan): boolean {
  const byLabel = ({ edges }: Plan) =>
    Object.fromEntries(edges.map((edge: PlanEdge) => [edge.label, edge] as const));
  return isEqual(byLabel(before), byLabel(after));
}

/** Whether a setting can change while its node runs. */
export function isLive(definition: NodeDefinition, field: string): boolean {
  const schemas: Readonly<Record<string, TSchema & { readonly live?: boolean }>> =
    definition.config.properties;
  return Object.hasOwn(schemas, field) && schemas[field]?.live === true;
}

function isSameButLive(before: PlanNode, after: PlanNode): boolean {
  return (
    (["type", "version", "execution"] as const).every(
      (fact) => before.definition[fact] === after.definition[fact],
    ) &&
    isEqual(before.devices, after.devices) &&
    changedFields(before, after).every((field) => isLive(after.definition, field))
  );
}

function changedFields({ config: before }: PlanNode, { config: after }: PlanNode): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => !isEqual(before[field], after[field]));
}

/** Nodes that a source feeds, directly or through others, the sources among them. */
function fedNodes({ nodes, edges }: Plan): Set<string> {
  const fed = new Set(nodes.filter(({ definition }) => definition.source !== undefined).map(({ id }) => id));
  // Senders come before receivers, so one pass will do.
  for (const { id } of nodes) if (edges.some(({ from, to }) => to === id && fed.has(from))) fed.add(id);
  return fed;
}
