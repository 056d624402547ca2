import { allSinks } from "../document/news.ts";
import { startDraftStore } from "../document/start-draft-store.ts";
import { stayInSync } from "../document/stay-in-sync.ts";
import { EditorLink } from "../links/editor-link.ts";
import { socketUrl } from "../links/socket.ts";
import { editorTexts } from "../texts/editor-texts.ts";
import { startTexts } from "../texts/texts.ts";
import { renderPage } from "../ui/render.tsx";
import { followAddress } from "./address.ts";
import { EditorPage } from "./editor-page.tsx";
import { createStudio } from "./studio.ts";
import { StudioContexts } from "./studio-contexts.tsx";

const studio = createStudio();
const { editor, session, shown } = studio;
const link = new EditorLink(allSinks(editor.figures, editor.news, shown), socketUrl("/ws/editor"));
editor.retryConnection = () => link.retryNow();
editor.drafts = startDraftStore(editor);
stayInSync(editor, link);
addEventListener("online", () => link.retryNow());
await startTexts(editorTexts);
renderPage(
  <StudioContexts studio={studio}>
    <EditorPage />
  </StudioContexts>,
);
await followAddress(editor);
await session.begin();
