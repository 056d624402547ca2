import { EditorLink } from "../links/editor-link.ts";
import { socketUrl } from "../links/socket.ts";
import { opsTexts } from "../texts/ops-texts.ts";
import { startTexts } from "../texts/texts.ts";
import { renderPage } from "../ui/render.tsx";
import { OpsStore } from "./data/ops-store.ts";
import { StoreContext } from "./data/store-context.ts";
import { OpsPage } from "./ops-page.tsx";

const store = new OpsStore();
const link = new EditorLink(store, socketUrl("/ws/editor"));
addEventListener("online", () => link.retryNow());

await startTexts(opsTexts);
renderPage(
  <StoreContext value={store}>
    <OpsPage />
  </StoreContext>,
);
