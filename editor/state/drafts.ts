import type { Flow } from "#engine/flow/schema.ts";
import { readStored, writeStored } from "../ui/storage.ts";

/** Work on a flow that is not deployed yet, as this browser keeps it. */
export interface Draft {
  readonly flow: Flow;
  /** Revision that it was begun from. */
  readonly baseRevision: number;
  /** Wall time, ms since 1970. */
  readonly savedMs: number;
}

const keyOf = (flowId: string) => `patchbay.draft.${flowId}`;

/** The draft of a flow, where this browser has one. */
export function readDraft(flowId: string): Draft | undefined {
  return readStored<Draft>("localStorage", keyOf(flowId));
}

export function keepDraft(draft: Draft): void {
  writeStored("localStorage", keyOf(draft.flow.id), draft);
}

export function discardDraft(flowId: string): void {
  writeStored("localStorage", keyOf(flowId), undefined);
}
