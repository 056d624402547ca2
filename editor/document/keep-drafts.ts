import { text } from "../texts/texts.ts";
import { DraftKeeper } from "./draft-keeper.ts";
import type { Editor } from "./editor.ts";

/** Keeps the drafts of the open flows in this browser while the page lives, and asks before it closes over a loss. */
export function keepDrafts(editor: Editor): DraftKeeper {
  const keeper = new DraftKeeper(editor.workspace, {
    full: ({ flow }) => editor.notify("danger", text("deploy.storageFull", { name: flow.name })),
    openTwice: ({ flow }) => editor.notify("warn", text("deploy.openTwice", { name: flow.name })),
  });
  addEventListener("pagehide", () => keeper.flush());
  addEventListener("beforeunload", (event) => {
    keeper.flush();
    if (keeper.isLosing) event.preventDefault();
  });
  return keeper;
}
