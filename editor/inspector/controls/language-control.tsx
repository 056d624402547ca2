import { useMemo } from "react";
import { useLanguage, useText } from "../../texts/texts.ts";
import { ComboBox } from "./combo-box.tsx";
import type { ControlProps } from "./control-props.ts";
import { languageOffers } from "./language-offers.ts";

/** A language by its name, or any other code; `auto` where the setting knows it. */
export function LanguageControl({ field, value, aria, commit }: ControlProps) {
  const t = useText();
  const reader = useLanguage();
  const offers = useMemo(() => languageOffers(reader), [reader]);
  const auto = { value: "auto", label: t("inspector.language.auto"), note: "auto" };
  return (
    <ComboBox
      aria={aria}
      value={String(value ?? "")}
      offers={field.schema.default === "auto" ? [auto, ...offers] : offers}
      placeholder={t("inspector.language.pick")}
      commit={(code) => commit(code === "" ? undefined : code)}
    />
  );
}
