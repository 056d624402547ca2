import "./dock.css";
import { ChevronDown } from "lucide-react";
import { LatencyBar } from "../charts/latency-bar.tsx";
import { useEditor, useView } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import type { DockPanelId } from "../document/view.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { dockPanels } from "./dock-panels.tsx";

/** What stands under the canvas: the bar of panels, and the one that is open. */
export function Dock({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const dock = useView((view) => view.dock);
  const Panel = dockPanels.find(({ id }) => id === dock)?.Panel;
  const show = (next: DockPanelId | undefined) => editor.view.setState({ dock: next });
  return (
    <section className="dock" aria-label={t("app.dock")}>
      <div className="dock-bar">
        {dockPanels.map(({ id, Mark }) => (
          <button
            key={id}
            type="button"
            className="dock-tab"
            aria-expanded={dock === id}
            onClick={() => show(dock === id ? undefined : id)}
          >
            {t(`app.dock.panel.${id}`)}
            {Mark !== undefined && <Mark tab={tab} />}
          </button>
        ))}
        <LatencyBar tab={tab} />
        {dock !== undefined && (
          <Button
            look="quiet"
            size="small"
            iconOnly
            aria-label={t("app.dock.close")}
            onClick={() => show(undefined)}
          >
            <ChevronDown size={16} aria-hidden />
          </Button>
        )}
      </div>
      {Panel !== undefined && (
        <div className="dock-panel">
          <Panel tab={tab} />
        </div>
      )}
    </section>
  );
}
