import type { texts as en } from "../en/page-watch.ts";
import type { PageTexts } from "../page-texts.ts";
import { captions } from "./captions.ts";
import { page } from "./page.ts";
import { watch } from "./watch.ts";

export const texts: PageTexts<keyof (typeof en)["table"]> = { table: { ...page, ...captions, ...watch } };
