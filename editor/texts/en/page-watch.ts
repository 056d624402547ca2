import { captions } from "./captions.ts";
import { page } from "./page.ts";
import { watch } from "./watch.ts";

/** What /watch says, in English. */
export const texts = { table: { ...page, ...captions, ...watch } } as const;
