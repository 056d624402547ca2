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
  /** Import of a text that was pasted, or a file that was dropped; without either the dialog asks for one. */
  | { readonly kind: "import"; readonly text?: string; readonly file?: File }
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

/** A field that the inspector shows: of a node, or of the flow. */
export interface FieldPlace {
  readonly nodeId: string | undefined;
  /** A setting, a port, or `/name` and the like for what is not in the config. */
  readonly field: string;
}

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
  /** Where the inspector is to put the focus; it takes this away when it has done so. */
  readonly focusField: FieldPlace | undefined;
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
    focusField: undefined,
  }));
}
