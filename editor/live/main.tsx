import { renderPage } from "../ui/render.tsx";
import { LiveController } from "./live-controller.ts";
import { LivePage } from "./live-page.tsx";

const live = new LiveController();
renderPage(<LivePage live={live} />);
void live.begin();
