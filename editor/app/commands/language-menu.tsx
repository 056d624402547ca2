import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useEditor } from "../../document/editor-context.tsx";
import { type TextLanguage, textLanguages } from "../../texts/language.ts";
import { chooseLanguage, useLanguage, useText } from "../../texts/texts.ts";
import { Submenu } from "./submenu.tsx";

/** Choice of the editor's language, each by its own name. */
export function LanguageMenu() {
  const editor = useEditor();
  const t = useText();
  const language = useLanguage();
  const choose = (value: string) =>
    void chooseLanguage(value as TextLanguage).catch((error: unknown) => editor.fail(error));
  return (
    <Submenu title={t("commands.language")}>
      <DropdownMenu.RadioGroup value={language} onValueChange={choose}>
        {Object.entries(textLanguages).map(([value, name]) => (
          <DropdownMenu.RadioItem key={value} className="menu-box-item" value={value} lang={value}>
            <span className="menu-box-tick">{value === language && <Check size={14} aria-hidden />}</span>
            {name}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </Submenu>
  );
}
