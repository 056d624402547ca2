import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import { shownType } from "./shown.ts";

/** What people call a node: its name, else its type's title, else its type. */
export function nameOf(node: FlowNode): string {
  return node.name ?? shownType(node.type)?.title ?? node.type;
}

/** What people call a node of a flow; its id where the flow does not have it. */
export function nodeName({ nodes }: Pick<Flow, "nodes">, nodeId: string): string {
  const node = nodes.find(({ id }) => id === nodeId);
  return node === undefined ? nodeId : nameOf(node);
}
