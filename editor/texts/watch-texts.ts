import { texts as en } from "./en/page-watch.ts";
import type { PageLanguages } from "./page-texts.ts";

/** What /watch says. */
export const watchTexts: PageLanguages = {
  en,
  load: {
    es: async () => (await import("./es/page-watch.ts")).texts,
    de: async () => (await import("./de/page-watch.ts")).texts,
    fr: async () => (await import("./fr/page-watch.ts")).texts,
  },
};
