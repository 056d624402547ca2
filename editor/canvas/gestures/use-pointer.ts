import { type MouseEvent, useMemo } from "react";
import type { Editor } from "../../document/editor.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { commentIdOf } from "../../document/keys.ts";
import type { Fitted } from "../layout/fitted.ts";
import type { CanvasModel } from "../nodes-and-edges/canvas-model.ts";
import { inspect, selectKey, showInspector } from "./canvas-keys.ts";

/** What clicks on nodes, wires and the background do, and that a moved view is fitted no more. */
export function usePointer(model: CanvasModel, fitted: Fitted) {
  const editor = useEditor();
  return useMemo(
    () => ({
      onMoveStart: (event: unknown) => {
        if (event !== null) fitted.setState({ isFitted: false });
      },
      onDoubleClick: (event: MouseEvent) => addNodeAt(editor, event),
      // A press on one of several that are selected may begin a drag of all; a click means this one.
      onNodeClick: (event: MouseEvent, { id }: { readonly id: string }) => {
        if (event.shiftKey || event.ctrlKey || event.metaKey) return;
        selectKey(editor, id);
        showInspector(editor);
      },
      onEdgeClick: () => showInspector(editor),
      onNodeDoubleClick: (_event: MouseEvent, { id }: { readonly id: string }) =>
        commentIdOf(id) === undefined ? inspect(editor, id) : model.edit(id),
    }),
    [editor, model, fitted],
  );
}

function addNodeAt(editor: Editor, event: MouseEvent): void {
  const isPane = (event.target as Element).classList.contains("react-flow__pane");
  const at = editor.canvas?.toFlow(event.clientX, event.clientY);
  if (isPane && at !== undefined) editor.openDialog({ kind: "add-node", at });
}
