import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { texts as editor } from "./en/page-editor.ts";
import type { texts as live } from "./en/page-live.ts";
import type { texts as ops } from "./en/page-ops.ts";
import type { texts as watch } from "./en/page-watch.ts";
import { fillText, type TextValues } from "./fill.ts";
import { firstLanguage, rememberLanguage, type TextLanguage } from "./language.ts";
import type { PageLanguages, PageTexts } from "./page-texts.ts";

type EnglishKey = keyof (typeof editor & typeof live & typeof ops & typeof watch)["table"];
/** A text that has a form for each plural: `name` of `name.one` and `name.other`. */
type PluralKey = EnglishKey extends infer Key ? (Key extends `${infer Name}.other` ? Name : never) : never;
/** Names a text of some page. */
export type TextKey = EnglishKey | PluralKey;

interface Shown {
  readonly language: TextLanguage;
  readonly texts: PageTexts;
}

const store = createStore<Shown>(() => ({ language: "en", texts: { table: {} } }));
let languages: PageLanguages | undefined;

/** A text in the reader's language; `{name}` in it is replaced by `values.name`. Outside of components. */
export function text(textKey: TextKey, values: TextValues = {}): string {
  const { texts, language } = store.getState();
  return fillText(texts.table, language, textKey, values);
}

/** `text` for components: they render again when the language changes. */
export function useText(): typeof text {
  const { texts, language } = useStore(store);
  return (textKey, values = {}) => fillText(texts.table, language, textKey, values);
}

/** The language in use. */
export function useLanguage(): TextLanguage {
  return useStore(store, ({ language }) => language);
}

/** The language in use, outside of components. */
export function currentLanguage(): TextLanguage {
  return store.getState().language;
}

/** What the page says now, with errors and nodes. */
export function currentTexts(): PageTexts {
  return store.getState().texts;
}

/** Takes a page's texts, in English. For tests; pages call {@link startTexts}. */
export function takeTexts(page: PageLanguages): void {
  languages = page;
  store.setState({ language: "en", texts: page.en });
}

/** Takes a page's texts and shows them in the reader's language. Call before the first render. */
export async function startTexts(page: PageLanguages): Promise<void> {
  takeTexts(page);
  // A page in English is better than none.
  await show(firstLanguage()).catch(() => undefined);
}

/** Loads a language, shows it and remembers it. */
export async function chooseLanguage(language: TextLanguage): Promise<void> {
  await show(language);
  rememberLanguage(language);
}

async function show(language: TextLanguage): Promise<void> {
  if (languages === undefined) return;
  const texts = language === "en" ? languages.en : await languages.load[language]();
  document.documentElement.lang = language;
  store.setState({ language, texts });
}
