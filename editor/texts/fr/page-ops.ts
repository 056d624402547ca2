import { errorTable } from "#engine/errors.ts";
import type { texts as en } from "../en/page-ops.ts";
import type { PageTexts } from "../page-texts.ts";
import { devices } from "./devices.ts";
import { errors } from "./errors.ts";
import { ops } from "./ops.ts";
import { page } from "./page.ts";

export const texts: PageTexts<keyof (typeof en)["table"]> = {
  table: { ...page, ...devices, ...ops },
  errors,
  englishErrors: errorTable,
};
