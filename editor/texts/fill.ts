import type { TextLanguage } from "./language.ts";

/** What stands in the gaps of a text. `count` is a quantity: it chooses the plural's form and is written as a figure. */
export type TextValues = Readonly<Record<string, string | number>>;

/**
 * A text of a table with its gaps filled. Where `values.count` is a number, `key.one`, `key.other` and so on are the
 * forms of `Intl.PluralRules`; a form that a language does not have is `other`. Other numbers stay as they are.
 */
export function fillText(
  table: Readonly<Record<string, string>>,
  language: TextLanguage,
  textKey: string,
  values: TextValues,
): string {
  const template = templateOf(table, language, textKey, values["count"]);
  return template.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    return name === "count" && typeof value === "number"
      ? figures(language).format(value)
      : String(value ?? gap);
  });
}

function templateOf(
  table: Readonly<Record<string, string>>,
  language: TextLanguage,
  textKey: string,
  count: string | number | undefined,
): string {
  const form = typeof count === "number" ? plurals(language).select(count) : "other";
  return table[textKey] ?? table[`${textKey}.${form}`] ?? table[`${textKey}.other`] ?? textKey;
}

const plurals = perLanguage((language) => new Intl.PluralRules(language));
const figures = perLanguage((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }));

/** Makes something once a language: what Intl has takes long to make. */
export function perLanguage<T>(make: (language: TextLanguage) => T): (language: TextLanguage) => T {
  const made = new Map<TextLanguage, T>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}
