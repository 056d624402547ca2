import { renderPage } from "../ui/render.tsx";
import { WatchPage } from "./watch-page.tsx";

const [, , sessionId = ""] = location.pathname.split("/");
renderPage(<WatchPage sessionId={decodeURIComponent(sessionId)} />);
