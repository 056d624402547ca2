import { languages } from "../../captions/languages.ts";
import type { Offer } from "./combo-box.tsx";

/** Languages of Whisper and M2M100, ISO 639-1, beside those of the models that ship. */
const more =
  "af am ar az ba be bg bn bo br bs ca cs cy da el et eu fa fi gl gu ha he hi hr ht hu hy id is it ja jv ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh";

/** Languages to pick from, named in the reader's language: those of the models that ship first, then by name. */
export function languageOffers(reader: string): Offer[] {
  const named = (code: string): Offer => ({ value: code, label: languageIn(code, reader), note: code });
  const byName = new Intl.Collator(reader);
  const others = more.split(" ").map(named);
  return [...languages.map(named), ...others.sort((a, b) => byName.compare(a.label, b.label))];
}

/** A language by its name in the reader's language; a code that is none stays as it is. */
export function languageIn(code: string, reader: string): string {
  try {
    const name = new Intl.DisplayNames([reader], { type: "language" }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1);
  } catch {
    return code;
  }
}
