import type { Flow } from "#engine/flow/schema.ts";
import { shownType } from "./shown.ts";

/** What a node is called on the canvas: its name, else its type's title; the id of one that is not in the flow. */
export function nodeName(flow: Flow, nodeId: string): string {
  const node = flow.nodes.find(({ id }) => id === nodeId);
  return node?.name ?? shownType(node?.type ?? "")?.title ?? nodeId;
}
