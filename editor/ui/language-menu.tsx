import { Check, Languages } from "lucide-react";
import { isTextLanguage, textLanguages } from "../texts/language.ts";
import { chooseLanguage, useLanguage, useText } from "../texts/texts.ts";
import { Menu } from "./menu.tsx";

/** Choice of the page's language, each by its own name. */
export function LanguageMenu() {
  const t = useText();
  const language = useLanguage();
  return (
    <Menu label={t("page.language")} icon={<Languages size={18} aria-hidden />} iconOnly>
      {Object.entries(textLanguages).map(([value, name]) => (
        <button
          key={value}
          type="button"
          lang={value}
          aria-pressed={value === language}
          // A server that is gone gives no other language: this one stays.
          onClick={() => isTextLanguage(value) && void chooseLanguage(value).catch(() => undefined)}
        >
          {name}
          {value === language && <Check size={16} aria-hidden />}
        </button>
      ))}
    </Menu>
  );
}
