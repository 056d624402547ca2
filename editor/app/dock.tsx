import "./dock.css";
import { ChevronDown } from "lucide-react";
import { OutlinePanel } from "../canvas/outline/outline-panel.tsx";
import { LatencyBar } from "../charts/latency-bar.tsx";
import { useEditor, useFlow, useView } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { problemsOf } from "../document/problems.ts";
import type { DockTab } from "../document/view.ts";
import { ProblemsPanel } from "../inspector/problems-panel.tsx";
import { CaptionsPanel } from "../sessions/captions-panel.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";

const dockTabs: readonly DockTab[] = ["captions", "problems", "outline"];

/** What stands under the canvas: captions of the watched session, problems, and the flow as a list. */
export function Dock({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const dock = useView((view) => view.dock);
  const flow = useFlow(tab);
  // Nobody did anything wrong yet on an empty canvas.
  const problemCount = flow.nodes.length === 0 ? 0 : problemsOf(flow).length;
  const show = (next: DockTab | undefined) => editor.view.setState({ dock: next });
  return (
    <section className="dock" aria-label={t("app.dock")}>
      <div className="dock-bar">
        {dockTabs.map((each) => (
          <button
            key={each}
            type="button"
            className="dock-tab"
            aria-expanded={dock === each}
            onClick={() => show(dock === each ? undefined : each)}
          >
            {t(`app.dock.${each}`)}
            {each === "problems" && problemCount > 0 && <span className="dock-count">{problemCount}</span>}
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
      {dock !== undefined && (
        <div className="dock-panel">
          {dock === "captions" && <CaptionsPanel tab={tab} />}
          {dock === "problems" && <ProblemsPanel tab={tab} />}
          {dock === "outline" && <OutlinePanel tab={tab} />}
        </div>
      )}
    </section>
  );
}
