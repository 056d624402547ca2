import { createStore } from "zustand/vanilla";
import type { Point } from "./edits.ts";
import { noSelection, type Selection } from "./selection.ts";

/** One end of a wire: a port of a node. */
export interface PortEnd {
  readonly nodeId: string;
  readonly port: string;
  readonly side: "input" | "output";
}

/** What is open above the canvas; one at a time. */
export type DialogState =
  /** Search of nodes to put at a place; with `from`: of those that fit it, wired at once; with `edge`: into a wire. */
  | { readonly kind: "add-node"; readonly at: Point; readonly from?: PortEnd; readonly edge?: string }
  /** Wiring by keyboard: choose a port of this node and where it goes. */
  | { readonly kind: "connect"; readonly nodeId: string }
  | { readonly kind: "commands" }
  | { readonly kind: "help" }
  | { readonly kind: "open-flow" }
  | { readonly kind: "deploy" }
  | { readonly kind: "revisions" }
  /** Import of a text that was dropped or pasted; without it the dialog asks for one. */
  | { readonly kind: "import"; readonly text?: string; readonly fileName?: string }
  | { readonly kind: "share" }
  /** History charts of a node. */
  | { readonly kind: "charts"; readonly nodeId: string }
  | { readonly kind: "tour" };

/** A short message at the edge of the page. */
export interface Notice {
  readonly id: number;
  readonly tone: "info" | "good" | "warn" | "danger";
  readonly text: string;
}

/** What the dock under the canvas shows. */
export type DockTab = "captions" | "problems" | "outline";

/** What the page shows beside the document: nothing of it is saved or undone. */
export interface ViewState {
  readonly selection: Selection;
  readonly dialog: DialogState | undefined;
  readonly notices: readonly Notice[];
  readonly isPaletteOpen: boolean;
  readonly isInspectorOpen: boolean;
  /** Undefined: the dock is closed. */
  readonly dock: DockTab | undefined;
  /** Session whose figures and captions are shown; undefined: the newest live one of the flow. */
  readonly watchedSession: string | undefined;
}

export type ViewStore = ReturnType<typeof createViewStore>;

export function createViewStore() {
  return createStore<ViewState>(() => ({
    selection: noSelection,
    dialog: undefined,
    notices: [],
    isPaletteOpen: true,
    isInspectorOpen: true,
    dock: undefined,
    watchedSession: undefined,
  }));
}
