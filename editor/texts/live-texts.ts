import { texts as en } from "./en/page-live.ts";
import type { PageLanguages } from "./page-texts.ts";

/** What /live says. */
export const liveTexts: PageLanguages = {
  en,
  load: {
    es: async () => (await import("./es/page-live.ts")).texts,
    de: async () => (await import("./de/page-live.ts")).texts,
    fr: async () => (await import("./fr/page-live.ts")).texts,
  },
};
