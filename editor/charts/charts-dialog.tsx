import "./charts-dialog.css";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { lazy, Suspense } from "react";
import type { Flow } from "#engine/flow/schema.ts";
import { useEditor, useFlow } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";

import { nodeName } from "../document/node-name.ts";

import { verdictText } from "../figures/badge-text.ts";
import { useThrottled } from "../figures/use-throttled.ts";

import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** uPlot comes with the first dialog, not with the page. */
const NodeCharts = lazy(async () => ({ default: (await import("./node-charts.tsx")).NodeCharts }));

/** The last five minutes of a node in the watched session, live while it is open. */
export function ChartsDialog(props: { readonly tab: FlowTab; readonly dialog: { readonly nodeId: string } }) {
  const { tab } = props;
  const { nodeId } = props.dialog;
  const editor = useEditor();
  const t = useText();
  const flow = useFlow(tab);
  const session = useThrottled(editor.figures, "watched");
  const verdicts = verdictText(editor.figures.nodes().get(nodeId)?.figures.verdicts);
  const hasHistory = editor.figures.history(nodeId) !== undefined;
  return (
    <Dialog
      look="wide"
      title={t("alive.charts.title", { node: nodeName(flow, nodeId) })}
      closeLabel={t("app.close")}
      onClose={() => editor.closeDialog()}
    >
      <div className="charts-dialog-bar">
        <Stepper flow={flow} nodeId={nodeId} />
        <span className="muted">{session === undefined ? t("alive.charts.noSession") : verdicts}</span>
      </div>
      {hasHistory ? (
        <Suspense fallback={<div className="node-charts" />}>
          <NodeCharts nodeId={nodeId} />
        </Suspense>
      ) : (
        <p className="charts-dialog-none muted">{t("alive.charts.none")}</p>
      )}
    </Dialog>
  );
}

/** To the node before and after this one, in the order of the document. */
function Stepper({ flow, nodeId }: { readonly flow: Flow; readonly nodeId: string }) {
  const editor = useEditor();
  const t = useText();
  const { nodes } = flow;
  const at = nodes.findIndex(({ id }) => id === nodeId);
  const step = (by: 1 | -1) => {
    const next = nodes[(at + by + nodes.length) % nodes.length];
    if (next !== undefined) editor.openDialog({ kind: "charts", nodeId: next.id });
  };
  return (
    <div className="charts-dialog-step">
      <Button size="small" iconOnly aria-label={t("alive.charts.previous")} onClick={() => step(-1)}>
        <ChevronLeft size={16} aria-hidden />
      </Button>
      <Button size="small" iconOnly aria-label={t("alive.charts.next")} onClick={() => step(1)}>
        <ChevronRight size={16} aria-hidden />
      </Button>
    </div>
  );
}
