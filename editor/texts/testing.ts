import { editorTexts } from "./editor-texts.ts";
import { liveTexts } from "./live-texts.ts";
import { opsTexts } from "./ops-texts.ts";
import { takeTexts } from "./texts.ts";
import { watchTexts } from "./watch-texts.ts";

/** Tests of the pages' modules see every page's English, as if all were one page. */
const pages = [editorTexts, liveTexts, opsTexts, watchTexts];
takeTexts({ ...editorTexts, en: { table: Object.assign({}, ...pages.map(({ en }) => en.table)) } });
