import { createStore } from "zustand/vanilla";
import type { Flow } from "#engine/flow/schema.ts";

/** A flow that was sent to be deployed. */
export interface SentFlow {
  readonly flow: Flow;
  readonly baseRevision: number;
}

/** Where a tab stands between this page, other pages of this browser, and the server. Nothing of it is undone. */
export interface SyncState {
  /** The draft as the server keeps it; undefined when it has none, or it is not known. */
  readonly onServer: Flow | undefined;
  /** A deploy or a removal by this page is under way: what the server tells of the flow is its own doing. */
  readonly isDeploying: boolean;
  /** What was sent last without a sure answer: it may be deployed, or not. */
  readonly sent: SentFlow | undefined;
  /** Whether it has to be asked for first: nothing is sent again before that. */
  readonly isUnsure: boolean;
  /** Who deployed meanwhile, as far as that is known. */
  readonly deployedBy: string | undefined;
  /** Whether another tab of this browser keeps a draft of its own of the flow; this one's is not kept then. */
  readonly isSavedElsewhere: boolean;
}

export type SyncStore = ReturnType<typeof createSyncStore>;

/** Where a tab stands before the server has said anything. */
export function createSyncStore() {
  return createStore<SyncState>(() => ({
    onServer: undefined,
    isDeploying: false,
    sent: undefined,
    isUnsure: false,
    deployedBy: undefined,
    isSavedElsewhere: false,
  }));
}
