import type { Editor } from "../document/editor.ts";
import { type FlowTab, isDirty } from "../document/flow-tab.ts";
import { text } from "../texts/texts.ts";

/** Whether a draft is in this browser only: never deployed, and not saved on the server. */
export function isOnlyHere(tab: FlowTab): boolean {
  const isKnown = tab.store.getState().deployed !== undefined || tab.sync.getState().onServer !== undefined;
  return !isKnown && tab.flow.nodes.length > 0;
}

/** Closes a tab, and says so when a draft stays behind in the browser. */
export function closeTab(editor: Editor, tab: FlowTab): void {
  const { name } = tab.flow;
  const isEmpty = tab.sync.getState().onServer === undefined && tab.flow.nodes.length === 0;
  if (!isEmpty && isDirty(tab.store.getState())) editor.notify("info", text("deploy.tab.kept", { name }));
  editor.close(tab.id, isEmpty);
}
