import { CommandsContext } from "../document/commands.ts";
import { Editor } from "../document/editor.ts";
import { EditorContext } from "../document/editor-context.tsx";
import { keepDrafts } from "../document/keep-drafts.ts";
import { allSinks } from "../document/news.ts";
import { stayInSync } from "../document/stay-in-sync.ts";
import { EditorLink } from "../links/editor-link.ts";
import { socketUrl } from "../links/socket.ts";
import { startLanguage } from "../texts/texts.ts";
import { renderPage } from "../ui/render.tsx";
import { followAddress } from "./address.ts";
import { commands } from "./commands/table.ts";
import { EditorPage } from "./editor-page.tsx";

const editor = new Editor();
const link = new EditorLink(allSinks(editor.figures, editor.news), socketUrl("/ws/editor"));
editor.retryConnection = () => link.retryNow();
editor.drafts = keepDrafts(editor);
stayInSync(editor, link);
addEventListener("online", () => link.retryNow());
await startLanguage();
renderPage(
  <EditorContext value={editor}>
    <CommandsContext value={commands}>
      <EditorPage />
    </CommandsContext>
  </EditorContext>,
);
await followAddress(editor);
await editor.ownSession.begin();
