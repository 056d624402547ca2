import { renderPage } from "../ui/render.tsx";
import { WatchPage } from "./watch-page.tsx";

const [, , sessionId = ""] = location.pathname.split("/");
const listenKey = new URLSearchParams(location.search).get("key") ?? undefined;
renderPage(<WatchPage sessionId={decodeURIComponent(sessionId)} listenKey={listenKey} />);
