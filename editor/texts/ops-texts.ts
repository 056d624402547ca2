import { texts as en } from "./en/page-ops.ts";
import type { PageLanguages } from "./page-texts.ts";

/** What /ops says. */
export const opsTexts: PageLanguages = {
  en,
  load: {
    es: async () => (await import("./es/page-ops.ts")).texts,
    de: async () => (await import("./de/page-ops.ts")).texts,
    fr: async () => (await import("./fr/page-ops.ts")).texts,
  },
};
