import { applyEdgeChanges, applyNodeChanges, type EdgeChange, type NodeChange } from "@xyflow/react";
import { createContext, use } from "react";
import { createStore } from "zustand/vanilla";
import type { Flow } from "#engine/flow/schema.ts";
import type { Editor } from "../../document/editor.ts";
import type { Point } from "../../document/edits.ts";
import type { FlowTab } from "../../document/flow-tab.ts";
import { commentIdOf, keysOf, moveKeys, placesByKey } from "../../document/keys.ts";
import type { Selection } from "../../document/selection.ts";
import { type CanvasEdge, type CanvasNode, toEdges, toNodes } from "./to-react-flow.ts";

/** What the canvas draws. `editing`: id of the node, comment or group whose text is being edited in place. */
export interface CanvasState {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
  readonly editing: string | undefined;
}

/**
 * Between the document and React Flow: takes over what changes in the draft and in the selection, and holds what only
 * the screen knows: sizes, and places during a drag. The document gets a move once, at its end.
 */
export class CanvasModel {
  readonly store = createStore<CanvasState>(() => ({ nodes: [], edges: [], editing: undefined }));
  readonly #editor: Editor;
  readonly #tab: FlowTab;
  /** While a frame is drawn around nodes the selection is reported at its end. */
  #isMarquee = false;

  constructor(editor: Editor, tab: FlowTab) {
    this.#editor = editor;
    this.#tab = tab;
    this.#takeFlow(tab.flow);
    this.#takeSelection(editor.selection);
  }

  /** Follows the draft and the selection until the answer is called. */
  follow(): () => void {
    const { view } = this.#editor;
    this.#takeFlow(this.#tab.flow);
    this.#takeSelection(this.#editor.selection);
    const stops = [
      this.#tab.store.subscribe(({ flow }, before) => {
        if (flow !== before.flow) this.#takeFlow(flow);
      }),
      view.subscribe(({ selection }, before) => {
        if (selection !== before.selection) this.#takeSelection(selection);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  readonly onNodesChange = (changes: NodeChange<CanvasNode>[]): void => {
    // Only the document removes.
    const others = changes.filter(({ type }) => type !== "remove");
    this.store.setState(({ nodes }) => ({ nodes: applyNodeChanges(others, nodes) }));
    if (others.some(({ type }) => type === "select")) this.#reportSelection();
  };

  readonly onEdgesChange = (changes: EdgeChange<CanvasEdge>[]): void => {
    // A frame around nodes means the nodes, not the wires between them.
    const others = changes.filter(
      (change) => change.type === "select" && !(this.#isMarquee && change.selected),
    );
    if (others.length === 0) return;
    this.store.setState(({ edges }) => ({ edges: applyEdgeChanges(others, edges) }));
    this.#reportSelection();
  };

  readonly onSelectionStart = (): void => {
    this.#isMarquee = true;
  };

  readonly onSelectionEnd = (): void => {
    this.#isMarquee = false;
    this.#reportSelection();
  };

  /** Moves nodes on the screen only, by px at zoom 1 from where the document has them. */
  shift(nodeIds: ReadonlySet<string>, by: Point): void {
    const places = placesByKey(this.#tab.flow);
    this.store.setState(({ nodes }) => ({
      nodes: nodes.map((node) => {
        const place = nodeIds.has(node.id) ? places.get(node.id) : undefined;
        return place === undefined ? node : { ...node, position: { x: place.x + by.x, y: place.y + by.y } };
      }),
    }));
  }

  /** Writes places that differ into the document: one step of undo, together with what `more` changes. */
  commitMoves(more: (flow: Flow) => Flow = (flow) => flow): void {
    const drawn = new Map(this.store.getState().nodes.map(({ id, position }) => [id, position]));
    this.#editor.change((flow) => more(moveKeys(flow, drawn)));
  }

  /** Begins or ends the editing of a text in place. */
  edit(key: string | undefined): void {
    this.store.setState({ editing: key });
  }

  #takeFlow(flow: Flow): void {
    this.store.setState(({ nodes, edges }) => ({ nodes: toNodes(flow, nodes), edges: toEdges(flow, edges) }));
  }

  #takeSelection(selection: Selection): void {
    const nodeKeys = new Set(keysOf(selection));
    const edgeKeys = new Set(selection.edges);
    this.store.setState(({ nodes, edges }) => ({
      nodes: marked(nodes, nodeKeys),
      edges: marked(edges, edgeKeys),
    }));
  }

  #reportSelection(): void {
    if (this.#isMarquee) return;
    const { nodes, edges } = this.store.getState();
    const keys = nodes.filter(({ selected }) => selected).map(({ id }) => id);
    const selection: Selection = {
      nodes: keys.filter((key) => commentIdOf(key) === undefined),
      edges: edges.filter(({ selected }) => selected).map(({ id }) => id),
      comments: keys.map(commentIdOf).filter((id) => id !== undefined),
    };
    if (JSON.stringify(selection) !== JSON.stringify(this.#editor.selection)) this.#editor.select(selection);
  }
}

/** The model of the canvas around a component; it never changes, so nothing renders for it. */
export const CanvasModelContext = createContext<CanvasModel | undefined>(undefined);

/** The model of the canvas around. */
export function useCanvasModel(): CanvasModel {
  const model = use(CanvasModelContext);
  if (model === undefined) throw new Error("useCanvasModel() needs a canvas around it.");
  return model;
}

function marked<T extends { selected?: boolean }>(items: T[], keys: ReadonlySet<string>): T[];
function marked(items: { id: string; selected?: boolean }[], keys: ReadonlySet<string>) {
  const isSame = items.every(({ id, selected = false }) => selected === keys.has(id));
  if (isSame) return items;
  return items.map((item) =>
    (item.selected ?? false) === keys.has(item.id) ? item : { ...item, selected: keys.has(item.id) },
  );
}
