import { liveTexts } from "../texts/live-texts.ts";
import { startTexts } from "../texts/texts.ts";
import { renderPage } from "../ui/render.tsx";
import { LiveController } from "./live-controller.ts";
import { LivePage } from "./live-page.tsx";

const live = new LiveController();
await startTexts(liveTexts);
renderPage(<LivePage live={live} />);
void live.begin();
