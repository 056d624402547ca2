import { edgeLabel } from "./edge-label.ts";
import { isEqual } from "./equal.ts";
import type { Flow, FlowNode } from "./schema.ts";

/** What differs between two revisions of a flow. Positions and names count as changes that restart nothing. */
export interface FlowDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly NodeChange[];
  /** Labels `from.port -> to.port`. */
  readonly edgesAdded: readonly string[];
  readonly edgesRemoved: readonly string[];
}

/** A node that is in both revisions and differs. */
export interface NodeChange {
  readonly nodeId: string;
  /** Fields that differ: `config.threshold`, `devices`, `type`, `name`, `position`, `disabled`. */
  readonly fields: readonly string[];
}

/** Structural difference from `before` to `after`, by node id and by what a wire joins. */
export function diffFlows(before: Flow, after: Flow): FlowDiff {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Map(after.nodes.map((node) => [node.id, node]));
  const wiresBefore = new Map(before.edges.map((edge) => [edgeLabel(edge), edge.queue]));
  const wiresAfter = new Map(after.edges.map((edge) => [edgeLabel(edge), edge.queue]));
  const same = (label: string) =>
    wiresBefore.has(label) && wiresAfter.has(label) && isEqual(wiresBefore.get(label), wiresAfter.get(label));
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: after.nodes.flatMap((node) => {
      const fields = changedFields(old.get(node.id) ?? node, node);
      return fields.length > 0 ? [{ nodeId: node.id, fields }] : [];
    }),
    edgesAdded: [...wiresAfter.keys()].filter((label) => !same(label)),
    edgesRemoved: [...wiresBefore.keys()].filter((label) => !same(label)),
  };
}

function changedFields(before: FlowNode, after: FlowNode): string[] {
  const plain = (["type", "version", "name", "position", "devices", "disabled"] as const).filter(
    (field) => !isEqual(before[field], after[field]),
  );
  const [old, now] = [before.config ?? {}, after.config ?? {}];
  const settings = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !isEqual(old[key], now[key]))
    .map((key) => `config.${key}`);
  return [...plain, ...settings];
}
