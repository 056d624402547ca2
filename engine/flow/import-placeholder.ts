import type { FlowNode } from "./schema.ts";

/** Type of the node that stands for one that Patchbay does not have (nodes/placeholder). */
export const placeholderType = "placeholder";

/** What a placeholder stands for: the config of nodes/placeholder. */
export interface OriginalEntry {
  /** Where the original comes from. */
  readonly source: "node-red" | "patchbay";
  readonly originalType: string;
  /** The whole entry as it was in the file. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Why it is a placeholder: one sentence. */
  readonly reason: string;
}

/** A disabled node that keeps all of an original. */
export function placeholderNode(
  place: Pick<FlowNode, "id" | "name" | "position">,
  original: OriginalEntry,
): FlowNode {
  return { ...place, type: placeholderType, config: { ...original }, disabled: true };
}
