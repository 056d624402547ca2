/** Languages to speak and to read, ISO 639-1: those of the models that come with Patchbay. */
export const languages = ["en", "es", "fr", "de"] as const;

const names = new Intl.DisplayNames(["en"], { type: "language" });

/** A language in English, for controls: `Spanish`. */
export function languageName(language: string): string {
  return names.of(language) ?? language;
}

/** A language in its own words, for readers: `Español`. */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
