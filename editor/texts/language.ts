import { readStored, writeStored } from "../ui/storage.ts";

/** Languages of the pages, by their own names. */
export const textLanguages = { en: "English", es: "Español", de: "Deutsch", fr: "Français" } as const;
export type TextLanguage = keyof typeof textLanguages;

const key = "patchbay.language";

/**
 * The language to begin with: the reader's own choice, else the first of the browser's that there is, else English.
 * @param tags - BCP 47, most wanted first
 */
export function firstLanguage(
  chosen: string | undefined = readStored("localStorage", key),
  tags: readonly string[] = navigator.languages,
): TextLanguage {
  const codes = [chosen, ...tags.map((tag) => tag.split("-")[0]?.toLowerCase())];
  return codes.find(isTextLanguage) ?? "en";
}

/** Remembers the reader's choice in this browser, for all pages. */
export function rememberLanguage(language: TextLanguage): void {
  writeStored("localStorage", key, language);
}

/** Whether the pages have texts in a language. */
export function isTextLanguage(code: string | undefined): code is TextLanguage {
  return code !== undefined && Object.hasOwn(textLanguages, code);
}
