import { temporal } from "zundo";
import { createStore, type StoreApi } from "zustand/vanilla";
import { isEqual } from "#engine/flow/equal.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { createSyncStore, type SyncStore } from "./sync-state.ts";

/** How many steps back a tab remembers. */
const undoLimit = 200;

/** What a tab shows. `flow` is the only part that undo goes back on. */
export interface FlowTabState {
  readonly flow: Flow;
  /** What is deployed now, as far as this page knows; undefined when nothing is. */
  readonly deployed: { readonly flow: Flow; readonly revision: number } | undefined;
  /** Revision that the draft was begun from: somebody else deployed when the server's is another. 0: none. */
  readonly baseRevision: number;
}

/**
 * One open flow: its draft with undo and redo, and where its deployment stands. Undo also goes back behind a deploy
 * or an import.
 */
export class FlowTab {
  readonly id: string;
  readonly store: ReturnType<typeof createTabStore>;
  readonly sync: SyncStore = createSyncStore();

  constructor(initial: FlowTabState) {
    this.id = initial.flow.id;
    this.store = createTabStore(initial);
  }

  get flow(): Flow {
    return this.store.getState().flow;
  }

  /** Replaces the draft by what `edit` makes of it: one step of undo; none when it answers the same document. */
  change(edit: (flow: Flow) => Flow): void {
    const flow = edit(this.flow);
    if (flow !== this.flow) this.store.setState({ flow });
  }

  /** Notes where the deployment stands; no step of undo. */
  setStanding(standing: Partial<Pick<FlowTabState, "deployed" | "baseRevision">>): void {
    this.store.setState(standing);
  }

  get canUndo(): boolean {
    return this.store.temporal.getState().pastStates.length > 0;
  }

  get canRedo(): boolean {
    return this.store.temporal.getState().futureStates.length > 0;
  }

  undo(): void {
    this.store.temporal.getState().undo();
  }

  redo(): void {
    this.store.temporal.getState().redo();
  }
}

/** Whether a draft differs from what is deployed; all that was never deployed does. */
export function isDirty({ flow, deployed }: FlowTabState): boolean {
  return deployed === undefined || !isEqual(flow, deployed.flow);
}

/** Whether somebody else deployed since the draft was begun. */
export function isStale({ deployed, baseRevision }: FlowTabState): boolean {
  return deployed !== undefined && deployed.revision !== baseRevision;
}

function createTabStore(initial: FlowTabState) {
  return createStore<FlowTabState>()(
    temporal((): FlowTabState => initial, {
      limit: undoLimit,
      partialize: ({ flow }) => ({ flow }),
      equality: (past, current) => past.flow === current.flow,
    }),
  );
}

/** Store of a tab, for `useStore`. */
export type FlowTabStore = StoreApi<FlowTabState>;
