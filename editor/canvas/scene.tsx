import { Background, BackgroundVariant, ReactFlow, SelectionMode } from "@xyflow/react";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import type { FlowTab } from "../document/flow-tab.ts";
import { gridPx } from "../document/layout/grid.ts";
import { text, useLanguage } from "../texts/texts.ts";
import { Corners } from "./corners.tsx";
import type { Dropping } from "./gestures/dropping.ts";
import { usePointer } from "./gestures/use-pointer.ts";
import type { Wiring } from "./gestures/wiring.ts";
import { type Fitted, fitOptions } from "./layout/fitted.ts";
import type { CanvasModel } from "./nodes-and-edges/canvas-model.ts";
import { CommentNode } from "./nodes-and-edges/comment-node.tsx";
import { FlowEdge } from "./nodes-and-edges/flow-edge.tsx";
import { FlowNode } from "./nodes-and-edges/flow-node.tsx";
import { GroupBoxes } from "./nodes-and-edges/group-boxes.tsx";

// Objects that React Flow compares by identity.
const nodeTypes = { flow: FlowNode, comment: CommentNode };
const edgeTypes = { flow: FlowEdge };
const snapGrid: [number, number] = [gridPx, gridPx];
const panButtons = [1];
const addKeys = ["Shift", "Meta", "Control"];

interface Parts {
  readonly tab: FlowTab;
  readonly model: CanvasModel;
  readonly wiring: Wiring;
  readonly dropping: Dropping;
  readonly fitted: Fitted;
}

/** React Flow with the nodes and wires of a tab, and what the pointer does with them. */
export function Scene({ tab, model, wiring, dropping, fitted }: Parts) {
  const nodes = useStore(model.store, (state) => state.nodes);
  const edges = useStore(model.store, (state) => state.edges);
  const ariaLabels = useAriaLabels();
  const [isFitted] = useState(() => fitted.getState().isFitted);
  const pointer = usePointer(model, fitted);
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
      {...pointer}
      connectionRadius={24}
      reconnectRadius={10}
      snapToGrid
      snapGrid={snapGrid}
      fitView={isFitted}
      fitViewOptions={fitOptions}
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
