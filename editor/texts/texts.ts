import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { readStored, writeStored } from "../ui/storage.ts";
import { en } from "./en.ts";

/** Every text of the editor in one language. */
export type Texts = Readonly<Record<TextKey, string>>;
export type TextKey = keyof typeof en;

/** Languages of the editor, by their own names. */
export const textLanguages = { en: "English", es: "Español", de: "Deutsch", fr: "Français" } as const;
export type TextLanguage = keyof typeof textLanguages;

const key = "patchbay.language";
const loaders: Readonly<Record<Exclude<TextLanguage, "en">, () => Promise<Texts>>> = {
  es: async () => (await import("./es.ts")).es,
  de: async () => (await import("./de.ts")).de,
  fr: async () => (await import("./fr.ts")).fr,
};

const store = createStore<{ readonly language: TextLanguage; readonly texts: Texts }>(() => ({
  language: "en",
  texts: en,
}));

/** A text in the reader's language; `{name}` in it is replaced by `values.name`. Outside of components. */
export function text(textKey: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(store.getState().texts[textKey], values);
}

/** `text` for components: they render again when the language changes. */
export function useText(): typeof text {
  const texts = useStore(store, (state) => state.texts);
  return (textKey, values = {}) => fill(texts[textKey], values);
}

/** The language in use. */
export function useLanguage(): TextLanguage {
  return useStore(store, ({ language }) => language);
}

/** Loads a language, shows it and remembers it. */
export async function chooseLanguage(language: TextLanguage): Promise<void> {
  const texts = language === "en" ? en : await loaders[language]();
  writeStored("localStorage", key, language);
  document.documentElement.lang = language;
  store.setState({ language, texts });
}

/** The reader's choice, else the browser's first language that there is, else English. Call before the first render. */
export async function startLanguage(): Promise<void> {
  const wanted = [
    readStored<string>("localStorage", key),
    ...navigator.languages.map((tag) => tag.slice(0, 2)),
  ];
  const language = wanted.find((each): each is TextLanguage => each !== undefined && each in textLanguages);
  if (language !== undefined && language !== "en") await chooseLanguage(language);
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
