import { text } from "../texts/texts.ts";
import { DraftStore } from "./draft-store.ts";
import type { Editor } from "./editor.ts";

/** Saves the drafts of the open flows in this browser while the page lives, and asks before it closes over a loss. */
export function startDraftStore(editor: Editor): DraftStore {
  const store = new DraftStore(editor.workspace, {
    full: ({ flow }) => editor.notify("danger", text("deploy.storageFull", { name: flow.name })),
    openTwice: ({ flow }) => editor.notify("warn", text("deploy.openTwice", { name: flow.name })),
  });
  addEventListener("pagehide", () => store.flush());
  addEventListener("beforeunload", (event) => {
    store.flush();
    if (store.isLosing) event.preventDefault();
  });
  return store;
}
