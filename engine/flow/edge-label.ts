import type { FlowEdge } from "./schema.ts";

/** An edge as people write it: `vad.segment -> transcribe.segment`. */
export function edgeLabel(edge: Pick<FlowEdge, "from" | "to">): string {
  return `${edge.from.node}.${edge.from.port} -> ${edge.to.node}.${edge.to.port}`;
}
