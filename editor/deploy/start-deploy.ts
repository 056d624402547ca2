import type { Editor } from "../document/editor.ts";
import { type FlowTab, type FlowTabState, isDirty, isStale } from "../document/flow-tab.ts";
import { goToFirstProblem } from "../document/go-to-problem.ts";
import type { NewsState } from "../document/news.ts";
import { problemsOf } from "../document/problems.ts";
import type { SyncState } from "../document/sync-state.ts";
import { text } from "../texts/texts.ts";

/** Where the way to a deploy stands: `ready` and `stale` open the dialog, the others say why not. */
export type DeployState = "ready" | "stale" | "same" | "problems" | "away" | "busy";

/** What a click on Deploy would come to. Problems come first: they can be mended without a server. */
export function deployState(
  tab: FlowTabState,
  sync: SyncState,
  news: Pick<NewsState, "connection">,
): DeployState {
  if (sync.isDeploying) return "busy";
  if (problemsOf(tab.flow).length > 0) return "problems";
  if (news.connection !== "open") return "away";
  if (isStale(tab)) return "stale";
  return isDirty(tab) || sync.isUnsure ? "ready" : "same";
}

/** Opens the dialog, or what has to be looked at before. */
export function startDeploy(editor: Editor, tab: FlowTab): void {
  const state = deployState(tab.store.getState(), tab.sync.getState(), editor.news.store.getState());
  editor.withdraw("deploy");
  if (state === "problems") showProblems(editor, problemsOf(tab.flow).length);
  else if (state === "away") editor.notify("warn", text("deploy.why.away"), "deploy");
  else if (state === "same") {
    const revision = tab.store.getState().deployed?.revision ?? 0;
    editor.notify("info", text("deploy.why.same", { revision }), "deploy");
  } else if (state !== "busy") editor.openDialog({ kind: "deploy" });
}

function showProblems(editor: Editor, count: number): void {
  editor.view.setState({ dock: "problems" });
  goToFirstProblem(editor);
  const words = text("deploy.hint", { count });
  editor.notify("warn", words, "deploy");
}

/** Leaves a dialog for a node on the canvas. */
export function jumpToNode(editor: Editor, nodeId: string): void {
  editor.closeDialog();
  editor.select({ nodes: [nodeId], edges: [], comments: [] });
  editor.canvas?.reveal([nodeId]);
}
