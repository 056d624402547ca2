import { createStore } from "zustand/vanilla";
import type { FlowTab } from "./flow-tab.ts";

/** The open flows. */
export interface WorkspaceState {
  readonly tabs: readonly FlowTab[];
  /** Flow id of the tab in front; undefined while none is open. */
  readonly activeId: string | undefined;
}

export type WorkspaceStore = ReturnType<typeof createWorkspaceStore>;

/** A workspace without tabs. */
export function createWorkspaceStore() {
  return createStore<WorkspaceState>(() => ({ tabs: [], activeId: undefined }));
}
