import "./react-flow.css";
import "./canvas.css";
import {
  Background,
  BackgroundVariant,
  Controls,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from "@xyflow/react";
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { useEditor } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { commentIdOf } from "../document/keys.ts";
import { gridPx } from "../document/layout/grid.ts";
import { text, useLanguage, useText } from "../texts/texts.ts";
import { CanvasMenu } from "./commands/canvas-menu.tsx";
import {
  canvasFocused,
  canvasKeyPressed,
  inspect,
  selectKey,
  showInspector,
} from "./gestures/canvas-keys.ts";
import { Dropping } from "./gestures/dropping.ts";
import { useCanvasHandle } from "./gestures/use-canvas-handle.ts";
import { useClipboard } from "./gestures/use-clipboard.ts";
import { useWheelMark } from "./gestures/use-wheel-mark.ts";
import { useZoomMark } from "./gestures/use-zoom-mark.ts";
import { Wiring } from "./gestures/wiring.ts";
import { createFitted, type Fitted, fitOptions, useViewOnResize } from "./layout/fitted.ts";
import { CanvasModel, CanvasModelContext } from "./nodes-and-edges/canvas-model.ts";
import { CommentNode } from "./nodes-and-edges/comment-node.tsx";
import { FlowEdge } from "./nodes-and-edges/flow-edge.tsx";
import { FlowNode } from "./nodes-and-edges/flow-node.tsx";
import { GroupBoxes } from "./nodes-and-edges/group-boxes.tsx";
import { useWireTraffic } from "./nodes-and-edges/use-wire-traffic.ts";

// Objects that React Flow compares by identity.
const nodeTypes = { flow: FlowNode, comment: CommentNode };
const edgeTypes = { flow: FlowEdge };
const snapGrid: [number, number] = [gridPx, gridPx];
const panButtons = [1];
const addKeys = ["Shift", "Meta", "Control"];

/** The flow as a graph that one edits. Shows one tab for as long as it lives. */
export function Canvas({ tab }: { readonly tab: FlowTab }) {
  return (
    <ReactFlowProvider>
      <Graph tab={tab} />
    </ReactFlowProvider>
  );
}

function Graph({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const root = useRef<HTMLDivElement | null>(null);
  const [model] = useState(() => new CanvasModel(editor, tab));
  const [wiring] = useState(() => new Wiring(editor, () => root.current));
  const [dropping] = useState(() => new Dropping(editor, model));
  useEffect(() => model.follow(), [model]);
  useEffect(() => dropping.watch(), [dropping]);
  // On an empty canvas the first node would make the view jump away from where it was put.
  const [fitted] = useState(() => createFitted(tab.flow.nodes.length > 0));
  useCanvasHandle(model, root, fitted);
  useViewOnResize(root, fitted);
  useZoomMark(root);
  useWheelMark(root);
  useClipboard();
  const traffic = useWireTraffic();
  return (
    <CanvasModelContext value={model}>
      <CanvasMenu>
        <section
          ref={useBoth(root, traffic)}
          className="canvas"
          aria-label={t("canvas.title")}
          onDragOver={dropping.onDragOver}
          onDragLeave={dropping.onDragLeave}
          onDrop={dropping.onDrop}
          onKeyDown={(event) => canvasKeyPressed(editor, model, event)}
          onFocus={({ target }) => canvasFocused(editor, target)}
        >
          <Scene tab={tab} model={model} wiring={wiring} dropping={dropping} fitted={fitted} />
        </section>
      </CanvasMenu>
    </CanvasModelContext>
  );
}

interface Parts {
  readonly tab: FlowTab;
  readonly model: CanvasModel;
  readonly wiring: Wiring;
  readonly dropping: Dropping;
  readonly fitted: Fitted;
}

function Scene({ tab, model, wiring, dropping, fitted }: Parts) {
  const editor = useEditor();
  const nodes = useStore(model.store, (state) => state.nodes);
  const edges = useStore(model.store, (state) => state.edges);
  const ariaLabels = useAriaLabels();
  const [isFitted] = useState(() => fitted.getState().isFitted);
  const onMoveStart = useCallback(
    (event: unknown) => {
      if (event !== null) fitted.setState({ isFitted: false });
    },
    [fitted],
  );
  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      const isPane = (event.target as Element).classList.contains("react-flow__pane");
      const at = editor.canvas?.toFlow(event.clientX, event.clientY);
      if (isPane && at !== undefined) editor.openDialog({ kind: "add-node", at });
    },
    [editor],
  );
  // A press on one of several that are selected may begin a drag of all; a click means this one.
  const onNodeClick = useCallback(
    (event: MouseEvent, { id }: { readonly id: string }) => {
      if (event.shiftKey || event.ctrlKey || event.metaKey) return;
      selectKey(editor, id);
      showInspector(editor);
    },
    [editor],
  );
  const onEdgeClick = useCallback(() => showInspector(editor), [editor]);
  const onNodeDoubleClick = useCallback(
    (_event: MouseEvent, { id }: { readonly id: string }) =>
      commentIdOf(id) === undefined ? inspect(editor, id) : model.edit(id),
    [editor, model],
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={model.onNodesChange}
      onEdgesChange={model.onEdgesChange}
      onSelectionStart={model.onSelectionStart}
      onSelectionEnd={model.onSelectionEnd}
      onConnectStart={wiring.onConnectStart}
      onClickConnectStart={wiring.onConnectStart}
      onConnect={wiring.onConnect}
      onConnectEnd={wiring.onConnectEnd}
      onClickConnectEnd={wiring.onClickConnectEnd}
      onReconnectStart={wiring.onReconnectStart}
      onReconnect={wiring.onReconnect}
      isValidConnection={wiring.isValidConnection}
      onNodeDragStart={dropping.onNodeDragStart}
      onNodeDrag={dropping.onNodeDrag}
      onNodeDragStop={dropping.onNodeDragStop}
      onDoubleClick={onDoubleClick}
      onNodeClick={onNodeClick}
      onEdgeClick={onEdgeClick}
      onNodeDoubleClick={onNodeDoubleClick}
      connectionRadius={24}
      reconnectRadius={10}
      snapToGrid
      snapGrid={snapGrid}
      fitView={isFitted}
      fitViewOptions={fitOptions}
      onMoveStart={onMoveStart}
      minZoom={0.1}
      maxZoom={2.5}
      onlyRenderVisibleElements
      panOnScroll
      panOnDrag={panButtons}
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      selectionKeyCode={null}
      multiSelectionKeyCode={addKeys}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      edgesFocusable={false}
      disableKeyboardA11y
      ariaLabelConfig={ariaLabels}
    >
      <Background variant={BackgroundVariant.Dots} gap={gridPx * 3} size={1.5} />
      <GroupBoxes tab={tab} />
      <Corners fitted={fitted} />
    </ReactFlow>
  );
}

/** Zoom buttons, and the map where there is more than what is in view. */
function Corners({ fitted }: { readonly fitted: Fitted }) {
  const t = useText();
  const isFitted = useStore(fitted, (state) => state.isFitted);
  return (
    <>
      <Controls
        orientation="horizontal"
        showInteractive={false}
        fitViewOptions={fitOptions}
        onFitView={() => fitted.setState({ isFitted: true })}
        onZoomIn={() => fitted.setState({ isFitted: false })}
        onZoomOut={() => fitted.setState({ isFitted: false })}
        aria-label={t("canvas.controls")}
      />
      {!isFitted && <MiniMap pannable zoomable ariaLabel={t("canvas.minimap")} />}
    </>
  );
}

/** React Flow's own words in the reader's language. */
function useAriaLabels() {
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: text() answers in the language of now
  return useMemo(
    () => ({
      "controls.zoomIn.ariaLabel": text("canvas.do.zoom-in"),
      "controls.zoomOut.ariaLabel": text("canvas.do.zoom-out"),
      "controls.fitView.ariaLabel": text("canvas.do.fit"),
    }),
    [language],
  );
}

/** One ref for two. */
function useBoth(first: React.RefObject<HTMLDivElement | null>, second: React.RefCallback<HTMLElement>) {
  return useCallback(
    (element: HTMLDivElement | null) => {
      first.current = element;
      return second(element);
    },
    [first, second],
  );
}
