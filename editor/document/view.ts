import { createStore } from "zustand/vanilla";
import type { TextKey } from "../texts/texts.ts";
import { isNarrow, isPhone, onPageWidth } from "../ui/page-width.ts";
import type { Point } from "./edits.ts";
import { isEmpty, noSelection, type Selection } from "./selection.ts";

/** One end of a wire: a port of a node. */
export interface PortEnd {
  readonly nodeId: string;
  readonly port: string;
  readonly side: "input" | "output";
}

/** What is open above the canvas; one at a time. */
export type DialogState =
  /** Search of nodes to put at a place; with `from`: of those that fit it, wired at once; with `edge`: into a wire. */
  | {
      readonly kind: "add-node";
      readonly at: Point;
      readonly from?: PortEnd;
      /** With `from`: types that do not fit it, too, after those that do. */
      readonly offersAll?: boolean;
      readonly edge?: string;
    }
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

export type DialogKind = DialogState["kind"];

/** A short message at the edge of the page. */
export interface Notice {
  readonly id: number;
  readonly tone: "info" | "good" | "warn" | "danger";
  readonly text: string;
  /** What it is about: the next one about it takes its place. */
  readonly key: NoticeKey | undefined;
}

/** What notices replace each other: why nothing was deployed, started or wired. */
export type NoticeKey = "deploy" | "start" | "wire";

/**
 * What the dock under the canvas shows: a row of `app/dock-panels.tsx`. Each has two texts, its name in the bar and its
 * command's, and what has these is one.
 */
export type DockPanelId = NamesUnder<"app.dock.panel."> & NamesUnder<"commands.dock.">;
type NamesUnder<Prefix extends string> = TextKey extends infer Key
  ? Key extends `${Prefix}${infer Name}`
    ? Name
    : never
  : never;

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
  readonly dock: DockPanelId | undefined;
  /** Session whose figures and captions are shown; undefined: the newest live one of the flow. */
  readonly watchedSession: string | undefined;
  /** Place in the list of problems of the one that was shown last; undefined: none was. */
  readonly shownProblem: number | undefined;
  /** Where the inspector is to put the focus; it takes this away when it has done so. */
  readonly focusField: FieldPlace | undefined;
}

export type ViewStore = ReturnType<typeof createViewStore>;

/** What the page shows at first: panels only where there is room for them beside the canvas. */
export function createViewStore() {
  const store = createStore<ViewState>(() => ({
    selection: noSelection,
    dialog: undefined,
    notices: [],
    ...panelsWithRoom(),
    dock: undefined,
    watchedSession: undefined,
    shownProblem: undefined,
    focusField: undefined,
  }));
  store.subscribe((now, before) => {
    const closed = panelsInTheWay(now, before);
    if (closed !== undefined) store.setState(closed);
  });
  onPageWidth(() => store.setState(panelsWithRoom()));
  return store;
}

type Panels = Pick<ViewState, "isPaletteOpen" | "isInspectorOpen">;

function panelsWithRoom(): Panels {
  return { isPaletteOpen: !isPhone(), isInspectorOpen: !isNarrow() };
}

/** Panels over the canvas: the inspector goes with what it was opened for, and on a phone one goes for the other. */
function panelsInTheWay(now: ViewState, before: ViewState): Partial<Panels> | undefined {
  const { selection, isPaletteOpen, isInspectorOpen } = now;
  if (!isInspectorOpen || !isNarrow()) return undefined;
  const isLeft = isEmpty(selection) && !isEmpty(before.selection) && before.isInspectorOpen;
  if (isLeft) return { isInspectorOpen: false };
  if (!isPaletteOpen || !isPhone()) return undefined;
  return before.isPaletteOpen ? { isPaletteOpen: false } : { isInspectorOpen: false };
}
