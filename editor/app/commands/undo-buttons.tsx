import { Redo2, Undo2 } from "lucide-react";
import { useStore } from "zustand";
import { useEditor, useTab } from "../../document/editor-context.tsx";
import type { FlowTab } from "../../document/flow-tab.ts";
import { useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { KeyCaps } from "../../ui/key-cap.tsx";
import { keyCaps } from "../../ui/key-names.ts";
import { Tooltip, TooltipGroup } from "../../ui/tooltip.tsx";

/** Undo and redo of the flow in front. */
export function UndoButtons() {
  const tab = useTab();
  return tab === undefined ? null : <ButtonsOf tab={tab} />;
}

function ButtonsOf({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const canUndo = useStore(tab.store.temporal, ({ pastStates }) => pastStates.length > 0);
  const canRedo = useStore(tab.store.temporal, ({ futureStates }) => futureStates.length > 0);
  const tip = (title: string, key: string) => (
    <span className="main-menu-tip">
      {title} <KeyCaps caps={keyCaps(key, t)} />
    </span>
  );
  return (
    <TooltipGroup>
      <Tooltip content={tip(t("commands.undo"), "$mod+z")}>
        <Button
          look="quiet"
          size="small"
          iconOnly
          aria-label={t("commands.undo")}
          disabled={!canUndo}
          onClick={() => editor.undo()}
        >
          <Undo2 size={17} aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip content={tip(t("commands.redo"), "$mod+Shift+z")}>
        <Button
          look="quiet"
          size="small"
          iconOnly
          aria-label={t("commands.redo")}
          disabled={!canRedo}
          onClick={() => editor.redo()}
        >
          <Redo2 size={17} aria-hidden />
        </Button>
      </Tooltip>
    </TooltipGroup>
  );
}
