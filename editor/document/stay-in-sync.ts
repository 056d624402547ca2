import { isEqual } from "#engine/flow/equal.ts";
import { ApiError } from "../api/client.ts";
import { flowApi } from "../api/flow-api.ts";
import type { EditorLink } from "../links/editor-link.ts";
import { text } from "../texts/texts.ts";
import { refreshTab } from "./deploying.ts";
import type { Editor } from "./editor.ts";
import { type FlowTab, isDirty } from "./flow-tab.ts";
import type { FlowNews } from "./news.ts";
import { editorName, onEditorName } from "./person.ts";

/** The server passes over what comes more often than 4 times a second; in ms. */
const presenceDelayMs = 300;

/** Keeps the open flows and the server's news of them together, and tells the server what is worked on here. */
export function stayInSync(editor: Editor, link: Pick<EditorLink, "send">): void {
  editor.news.onFlowChange((news) => void applyNews(editor, news));
  editor.news.store.subscribe(({ connection }, before) => {
    if (connection !== "open" || before.connection === "open") return;
    // What happened while the server was away is sent by nobody.
    if (before.connection === "lost")
      for (const tab of editor.workspace.getState().tabs) void look(editor, tab);
  });
  sendPresence(editor, link);
}

async function applyNews(editor: Editor, { flowId, revision, reason, author }: FlowNews): Promise<void> {
  const tab = editor.workspace.getState().tabs.find(({ id }) => id === flowId);
  if (tab === undefined || tab.sync.getState().isDeploying) return;
  if (reason === "saved") return applySaved(editor, tab);
  if (reason === "deployed" && (revision ?? 0) <= (tab.store.getState().deployed?.revision ?? 0)) return;
  tab.sync.setState({ deployedBy: author });
  await look(editor, tab);
}

/** Asks the server, and says what happened to the draft here. */
async function look(editor: Editor, tab: FlowTab): Promise<void> {
  const found = await refreshTab(tab).catch((error: unknown) => {
    // The next connection asks again.
    if (!(error instanceof ApiError && error.status === 0)) editor.fail(error);
  });
  const { name } = tab.flow;
  const revision = tab.store.getState().deployed?.revision ?? 0;
  const who = tab.sync.getState().deployedBy ?? text("deploy.somebody");
  if (found === "followed") editor.notify("info", text("deploy.followed", { who, name, revision }));
  if (found === "removed") editor.notify("warn", text("deploy.removed", { name }));
}

async function applySaved(editor: Editor, tab: FlowTab): Promise<void> {
  const stored = await flowApi.get(tab.id).catch(() => undefined);
  if (stored === undefined || isEqual(stored.flow, tab.flow)) return;
  if (!isEqual(stored.flow, tab.sync.getState().onServer))
    editor.notify("info", text("deploy.savedElsewhere", { name: tab.flow.name }));
}

/** Sends who works on what: once connected, and when it changes. */
function sendPresence(editor: Editor, link: Pick<EditorLink, "send">): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopTab: (() => void) | undefined;
  let sent = "";
  const send = () => {
    const { tab } = editor;
    if (tab === undefined || editor.news.store.getState().connection !== "open") return;
    const presence = { flowId: tab.id, name: editorName(), dirty: isDirty(tab.store.getState()) };
    if (JSON.stringify(presence) === sent) return;
    sent = JSON.stringify(presence);
    link.send({ type: "presence", ...presence });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(send, presenceDelayMs);
  };
  editor.workspace.subscribe(() => {
    stopTab?.();
    stopTab = editor.tab?.store.subscribe(soon);
    soon();
  });
  editor.news.store.subscribe(({ connection }, before) => {
    if (connection === before.connection) return;
    sent = "";
    soon();
  });
  onEditorName(soon);
}
