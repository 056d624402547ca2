import { useCallback, useMemo } from "react";
import type { Flow } from "#engine/flow/schema.ts";
import { useEditor } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { useFigures } from "../figures/use-figures.ts";
import type { NodeFigures } from "../links/figures.ts";
import { orSame } from "./inspector-edits.ts";

/** Changes a tab's document, one step of undo; also when the tab is no longer in front. */
export function useEdit(tab: FlowTab): (edit: (flow: Flow) => Flow) => void {
  const editor = useEditor();
  return useCallback(
    (edit) => (editor.tab === tab ? editor.change(orSame(edit)) : tab.change(orSame(edit))),
    [editor, tab],
  );
}

/** Ids of the live sessions of the flow in front; a new list only when they change. */
export function useLiveSessions(): readonly string[] {
  const ids = useFigures(useEditor().figures, "sessions", (figures) =>
    figures
      .sessions()
      .map(({ sessionId }) => sessionId)
      .join("\n"),
  );
  return useMemo(() => (ids === "" ? [] : ids.split("\n")), [ids]);
}

/** A figure of a node in the watched session, a plain value; undefined where it has none, or nothing is watched. */
export function useNodeNow<T extends string | undefined>(
  nodeId: string,
  read: (node: NodeFigures) => T,
): T | undefined {
  return useFigures(useEditor().figures, "watched", (figures) => {
    const node = figures.watched()?.nodes.find((each) => each.nodeId === nodeId);
    return node && read(node);
  });
}
