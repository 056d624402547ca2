import type { FlowSummary } from "#engine/protocol/rest/flows.ts";
import type { Draft } from "../document/drafts.ts";

/** A flow that one may go on with. */
export interface RecentFlow {
  readonly id: string;
  readonly name: string;
  readonly nodeCount: number;
  /** Wall time, ms since 1970. */
  readonly changedMs: number;
  /** `draft` and `changed`: this browser keeps changes of it; `changed`, `deployed`: a revision is deployed. */
  readonly state: "draft" | "changed" | "deployed" | "saved";
  /** What is deployed; 0: nothing. */
  readonly revision: number;
}

/** The server's flows and this browser's drafts as one list, changed last first; a draft goes before the server's. */
export function recentFlows(stored: readonly FlowSummary[], drafts: readonly Draft[]): readonly RecentFlow[] {
  const found = new Map<string, RecentFlow>();
  for (const { id, name, nodeCount, updatedMs, revision, hasChanges } of stored) {
    const state = revision > 0 && !hasChanges ? "deployed" : "saved";
    found.set(id, { id, name, nodeCount, changedMs: updatedMs, state, revision });
  }
  for (const { flow, savedMs } of drafts) {
    const revision = found.get(flow.id)?.revision ?? 0;
    found.set(flow.id, {
      id: flow.id,
      name: flow.name,
      nodeCount: flow.nodes.length,
      changedMs: savedMs,
      state: revision > 0 ? "changed" : "draft",
      revision,
    });
  }
  return [...found.values()].sort((a, b) => b.changedMs - a.changedMs || (a.id < b.id ? -1 : 1));
}
