import { EditorLink } from "../links/editor-link.ts";
import { socketUrl } from "../links/socket.ts";
import { Editor } from "../state/editor.ts";
import { EditorContext } from "../state/editor-context.tsx";
import { startLanguage } from "../texts/texts.ts";
import { renderPage } from "../ui/render.tsx";
import { followAddress } from "./address.ts";
import { EditorPage } from "./editor-page.tsx";

const editor = new Editor();
const link = new EditorLink(editor.figures, socketUrl("/ws/editor"));
addEventListener("online", () => link.retryNow());
await startLanguage();
renderPage(
  <EditorContext value={editor}>
    <EditorPage />
  </EditorContext>,
);
await followAddress(editor);
