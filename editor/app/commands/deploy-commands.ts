import { startDeploy } from "../../deploy/start-deploy.ts";
import type { Command } from "../../document/command.ts";
import { saveTab } from "../../document/deploying.ts";
import type { Editor } from "../../document/editor.ts";
import { isDirty } from "../../document/flow-tab.ts";
import { closeTab } from "../../tabs/close-tab.ts";
import { text } from "../../texts/texts.ts";
import { dialogCommand } from "../dialog-table.ts";

const hasTab = (editor: Editor) => editor.tab !== undefined;
const hasTabs = (editor: Editor) => editor.workspace.getState().tabs.length > 1;

/** Opening, saving and deploying flows, and going from one to the next. */
export const deployCommands: readonly Command[] = [
  dialogCommand("open-flow"),
  {
    id: "file.save",
    section: "file",
    title: "deploy.command.save",
    keys: ["$mod+s"],
    isEnabled: hasTab,
    run: save,
  },
  dialogCommand("revisions"),
  {
    id: "file.discard",
    section: "file",
    title: "deploy.command.discard",
    isEnabled: ({ tab }) => {
      const state = tab?.store.getState();
      return state?.deployed !== undefined && isDirty(state);
    },
    run: discard,
  },
  {
    id: "file.close",
    section: "file",
    title: "deploy.command.close",
    // The browser keeps Ctrl+W for itself.
    keys: ["Alt+KeyW"],
    isEnabled: hasTab,
    run: (editor) => {
      if (editor.tab !== undefined) closeTab(editor, editor.tab);
    },
  },
  {
    id: "run.deploy",
    section: "run",
    title: "deploy.command.deploy",
    keys: ["$mod+Enter"],
    isEnabled: hasTab,
    run: (editor) => {
      if (editor.tab !== undefined) startDeploy(editor, editor.tab);
    },
  },
  {
    id: "view.next-flow",
    section: "view",
    title: "deploy.command.next",
    keys: ["Alt+PageDown"],
    isEnabled: hasTabs,
    run: (editor) => step(editor, 1),
  },
  {
    id: "view.previous-flow",
    section: "view",
    title: "deploy.command.previous",
    keys: ["Alt+PageUp"],
    isEnabled: hasTabs,
    run: (editor) => step(editor, -1),
  },
];

async function save(editor: Editor): Promise<void> {
  const { tab } = editor;
  if (tab === undefined) return;
  await saveTab(tab);
  editor.notify("good", text("deploy.saved", { name: tab.flow.name }));
}

/** The draft becomes what is deployed, in one step of undo. */
function discard(editor: Editor): void {
  const { tab } = editor;
  const deployed = tab?.store.getState().deployed;
  if (tab === undefined || deployed === undefined) return;
  editor.change(() => deployed.flow);
  tab.setStanding({ baseRevision: deployed.revision });
  editor.notify("good", text("deploy.discarded", { revision: deployed.revision }));
}

function step(editor: Editor, by: 1 | -1): void {
  const { tabs, activeId } = editor.workspace.getState();
  const at = tabs.findIndex(({ id }) => id === activeId);
  const next = tabs.at((at + by) % tabs.length);
  if (next !== undefined) editor.activate(next.id);
}
