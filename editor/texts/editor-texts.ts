import { texts as en } from "./en/page-editor.ts";
import type { PageLanguages } from "./page-texts.ts";

/** What the editor says. */
export const editorTexts: PageLanguages = {
  en,
  load: {
    es: async () => (await import("./es/page-editor.ts")).texts,
    de: async () => (await import("./de/page-editor.ts")).texts,
    fr: async () => (await import("./fr/page-editor.ts")).texts,
  },
};
