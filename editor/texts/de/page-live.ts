import { errorTable } from "#engine/errors.ts";
import type { texts as en } from "../en/page-live.ts";
import type { PageTexts } from "../page-texts.ts";
import { captions } from "./captions.ts";
import { errors } from "./errors.ts";
import { live } from "./live.ts";
import { microphone } from "./microphone.ts";
import { page } from "./page.ts";

export const texts: PageTexts<keyof (typeof en)["table"]> = {
  table: { ...page, ...captions, ...microphone, ...live },
  errors,
  englishErrors: errorTable,
};
