import { perLanguage } from "../texts/fill.ts";
import { currentLanguage } from "../texts/texts.ts";

/** Languages to speak and to read, ISO 639-1: those of the models that come with Patchbay. */
export const languages = ["en", "es", "fr", "de"] as const;

const names = perLanguage((reader) => new Intl.DisplayNames([reader], { type: "language" }));

/** A language in the reader's, for controls: `Spanish`. Written as at the start of a line. */
export function languageName(language: string, reader = currentLanguage()): string {
  return startLarge(names(reader).of(language) ?? language, reader);
}

/** A language in its own words, for readers: `Español`. */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return startLarge(name, language);
}

function startLarge(name: string, language: string): string {
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
