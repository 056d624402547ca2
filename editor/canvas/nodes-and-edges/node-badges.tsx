import "./node-badges.css";
import { useCallback } from "react";
import { catalogue } from "../../document/catalogue.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { useBadgeBoard } from "../../figures/badge-board-context.ts";
import { useText } from "../../texts/texts.ts";

/** Figures of a node of the watched session; draws itself, 4 times a second, without rendering the graph. */
export function NodeBadges({ nodeId }: { readonly nodeId: string }) {
  const editor = useEditor();
  const board = useBadgeBoard();
  const t = useText();
  const type = editor.flow?.nodes.find(({ id }) => id === nodeId)?.type ?? "";
  const hasDevice = catalogue.get(type)?.devices !== undefined;
  const root = useCallback(
    (element: HTMLElement | null) => (element === null ? undefined : board.add(element, nodeId)),
    [board, nodeId],
  );
  return (
    <button
      ref={root}
      hidden
      type="button"
      className="node-badges nodrag nopan figures"
      data-rows={hasDevice ? 3 : 2}
      onClick={(event) => {
        event.stopPropagation();
        editor.openDialog({ kind: "charts", nodeId });
      }}
    >
      <span className="visually-hidden" data-label />
      <span aria-hidden data-part="packets" title={t("alive.packets")} />
      <span aria-hidden title={t("alive.process")}>
        <span data-part="median" />
        <span data-part="p95" />
      </span>
      <span aria-hidden data-part="queue" title={t("alive.queue")} />
      <span aria-hidden data-part="factor" title={t("alive.factor")} />
      <span aria-hidden data-part="lag" title={t("alive.lag")} />
      <span aria-hidden className="node-badges-wrong">
        <span data-part="drops" title={t("alive.drops")} />
        <span data-part="errors" title={t("alive.errors")} />
      </span>
      {hasDevice && <span aria-hidden data-part="device" title={t("alive.device")} />}
    </button>
  );
}
