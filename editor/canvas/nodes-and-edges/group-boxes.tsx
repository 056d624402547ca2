import "./group-boxes.css";
import { type ReactFlowState, useReactFlow, useStore, ViewportPortal } from "@xyflow/react";
import { type PointerEvent, useCallback, useRef } from "react";
import { useStore as useZustand } from "zustand";
import type { Flow } from "#engine/flow/schema.ts";
import { useEditor, useFlow } from "../../document/editor-context.tsx";
import type { FlowTab } from "../../document/flow-tab.ts";
import { groupKey } from "../../document/keys.ts";
import { around, type Box } from "../../document/layout/arrange.ts";
import { guessedSize, snapped } from "../../document/layout/grid.ts";
import { noSelection } from "../../document/selection.ts";
import { renameGroup } from "../../document/structure.ts";
import { useText } from "../../texts/texts.ts";
import { useCanvasModel } from "./canvas-model.ts";
import { InlineText } from "./inline-text.tsx";

type Group = NonNullable<Flow["groups"]>[number];

/** Space between a group's members and its box, and its header's height, in px at zoom 1. */
const paddingPx = 16;
const headPx = 24;

/** Boxes around the groups, behind the nodes. */
export function GroupBoxes({ tab }: { readonly tab: FlowTab }) {
  const groups = useFlow(tab).groups ?? [];
  return (
    <ViewportPortal>
      {groups.map((group) => (
        <GroupBox key={group.id} group={group} />
      ))}
    </ViewportPortal>
  );
}

function GroupBox({ group }: { readonly group: Group }) {
  const box = useStore(
    useCallback((state: ReactFlowState) => boxAround(state, group.nodes), [group.nodes]),
    isSameBox,
  );
  if (box === undefined) return null;
  const style = {
    transform: `translate(${box.x}px, ${box.y}px)`,
    width: box.width,
    height: box.height,
  };
  return (
    <div className="group-box" style={style}>
      <GroupHead group={group} />
    </div>
  );
}

/** The name of a group: a click selects its members, a drag moves them, a double click renames it. */
function GroupHead({ group }: { readonly group: Group }) {
  const editor = useEditor();
  const model = useCanvasModel();
  const t = useText();
  const drag = useGroupDrag(group.nodes);
  const isEditing = useZustand(model.store, ({ editing }) => editing === groupKey(group.id));
  if (isEditing)
    return (
      <InlineText
        label={t("canvas.rename.group", { name: group.name })}
        text={group.name}
        onCommit={(name) => editor.change((flow) => renameGroup(flow, group.id, name))}
        onEnd={() => model.edit(undefined)}
      />
    );
  return (
    <button
      type="button"
      className="group-box-head nopan"
      title={t("canvas.group.about")}
      onClick={() => editor.select({ ...noSelection, nodes: group.nodes })}
      onDoubleClick={() => model.edit(groupKey(group.id))}
      {...drag}
    >
      {group.name}
    </button>
  );
}

function useGroupDrag(nodeIds: readonly string[]) {
  const model = useCanvasModel();
  const { getZoom } = useReactFlow();
  const start = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (start.current === undefined) return;
      const [x, y] = [event.clientX - start.current.x, event.clientY - start.current.y];
      model.shift(new Set(nodeIds), snapped({ x: x / getZoom(), y: y / getZoom() }));
    },
    onPointerUp: () => {
      if (start.current !== undefined) model.commitMoves();
      start.current = undefined;
    },
  };
}

function boxAround({ nodeLookup }: ReactFlowState, nodeIds: readonly string[]): Box | undefined {
  const boxes = nodeIds.flatMap((id): Box[] => {
    const node = nodeLookup.get(id);
    if (node === undefined) return [];
    const { width = guessedSize.width, height = guessedSize.height } = node.measured;
    return [{ ...node.internals.positionAbsolute, width, height }];
  });
  if (boxes.length === 0) return undefined;
  const { x, y, width, height } = around(boxes);
  return {
    x: x - paddingPx,
    y: y - paddingPx - headPx,
    width: width + 2 * paddingPx,
    height: height + 2 * paddingPx + headPx,
  };
}

function isSameBox(a: Box | undefined, b: Box | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
