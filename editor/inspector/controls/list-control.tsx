import "./list-control.css";
import { X } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import { useLanguage, useText } from "../../texts/texts.ts";
import { ComboBox, type Offer } from "./combo-box.tsx";
import type { ControlProps } from "./control-props.ts";
import { languageIn, languageOffers } from "./language-offers.ts";

const nothing: readonly Offer[] = [];

/** A list of texts as chips, with a box to add one. */
export function ListControl(props: ControlProps) {
  const t = useText();
  return <ChipList {...props} offers={nothing} label={String} addLabel={t("inspector.add")} />;
}

/** A list of languages: chips with their names. */
export function LanguagesControl(props: ControlProps) {
  const t = useText();
  const reader = useLanguage();
  const offers = useMemo(() => languageOffers(reader), [reader]);
  return (
    <ChipList
      {...props}
      offers={offers}
      label={(code) => languageIn(code, reader)}
      addLabel={t("inspector.language.add")}
    />
  );
}

function ChipList(
  props: ControlProps & {
    readonly offers: readonly Offer[];
    readonly addLabel: string;
    label(item: string): string;
  },
) {
  const { value, aria, labelId, offers, addLabel, label, field, commit } = props;
  const t = useText();
  const items: readonly string[] = Array.isArray(value) ? value.map(String) : [];
  const remove = (item: string) => commit(items.filter((each) => each !== item));
  const { maxItems = Number.POSITIVE_INFINITY } = field.schema;
  const rubOut = (event: KeyboardEvent) => {
    const [last, box] = [items.at(-1), event.target];
    if (
      event.key === "Backspace" &&
      box instanceof HTMLInputElement &&
      box.value === "" &&
      last !== undefined
    )
      remove(last);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look
    <div className="list-control" role="group" aria-labelledby={labelId} onKeyDown={rubOut}>
      {items.map((item) => (
        <span key={item} className="list-control-item">
          {label(item)}
          <button
            type="button"
            aria-label={t("inspector.removeItem", { item: label(item) })}
            onClick={() => remove(item)}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      {items.length < maxItems && (
        <ComboBox
          // A new box for every item: empty again, with the offers that are left.
          key={items.join("\n")}
          aria={{ id: aria.id, "aria-label": addLabel, "aria-describedby": aria["aria-describedby"] }}
          value=""
          offers={offers.filter((offer) => !items.includes(offer.value))}
          placeholder={addLabel}
          commit={(item) => item !== "" && !items.includes(item) && commit([...items, item])}
        />
      )}
    </div>
  );
}
