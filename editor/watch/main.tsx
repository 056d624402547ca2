import { startTexts } from "../texts/texts.ts";
import { watchTexts } from "../texts/watch-texts.ts";
import { renderPage } from "../ui/render.tsx";
import { WatchPage } from "./watch-page.tsx";

const [, , sessionId = ""] = location.pathname.split("/");
const listenKey = new URLSearchParams(location.search).get("key") ?? undefined;
await startTexts(watchTexts);
renderPage(<WatchPage sessionId={decodeURIComponent(sessionId)} listenKey={listenKey} />);
