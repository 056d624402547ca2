import type { ComponentType } from "react";
import { OutlinePanel } from "../canvas/outline/outline-panel.tsx";
import { DebugPanel } from "../debug/debug-panel.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import type { DockPanelId } from "../document/view.ts";
import { ProblemCount } from "../inspector/problem-count.tsx";
import { ProblemsPanel } from "../inspector/problems-panel.tsx";
import { CaptionsPanel } from "../sessions/captions-panel.tsx";

/** A panel of the dock, for the flow in front. */
export interface DockPanel {
  /** Has its name in the bar at the text `app.dock.panel.ID`, its command's at `commands.dock.ID`. */
  readonly id: DockPanelId;
  /** Opens and closes it, as tinykeys writes keys. */
  readonly key: string;
  readonly Panel: ComponentType<{ readonly tab: FlowTab }>;
  /** Stands behind its name in the bar. */
  readonly Mark?: ComponentType<{ readonly tab: FlowTab }>;
}

/** The panels in the order of the bar. The bar, the commands, the keys and the help sheet are made from this table. */
export const dockPanels: readonly DockPanel[] = [
  { id: "captions", key: "Alt+Digit1", Panel: CaptionsPanel },
  { id: "problems", key: "Alt+Digit2", Panel: ProblemsPanel, Mark: ProblemCount },
  { id: "outline", key: "Alt+Digit3", Panel: OutlinePanel },
  { id: "debug", key: "Alt+Digit4", Panel: DebugPanel },
];
