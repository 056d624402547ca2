import "./combo-box.css";
import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { usePending } from "../use-pending.ts";

/** One thing that a combo box offers. */
export interface Offer {
  readonly value: string;
  readonly label: string;
  /** Small, beside the label. */
  readonly note?: string | undefined;
  /** Small, below the label. */
  readonly detail?: string | undefined;
  /** It may be picked, but is not there yet. */
  readonly isMuted?: boolean;
}

/**
 * A text with things to pick from: typing narrows the list, arrow keys and Enter choose, any other text is taken as it is.
 * It commits the value of what was picked.
 */
export function ComboBox(props: {
  readonly aria: {
    readonly id?: string;
    readonly "aria-label"?: string;
    readonly "aria-describedby"?: string;
  };
  readonly value: string;
  readonly offers: readonly Offer[];
  readonly placeholder?: string;
  commit(value: string): void;
}) {
  const { aria, value, offers, placeholder, commit } = props;
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const valueNamed = (text: string) => offers.find((offer) => isNamed(offer, text))?.value ?? text.trim();
  const typed = usePending((text: string) => commit(valueNamed(text)));
  const label = offers.find((offer) => offer.value === value)?.label ?? value;
  const shown =
    typed.pending === undefined ? offers : offers.filter((offer) => matches(offer, typed.pending ?? ""));
  useEffect(() => {
    if (isOpen) list.current?.children[Math.max(active, 0)]?.scrollIntoView({ block: "nearest" });
  }, [isOpen, active]);
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const pick = (offer: Offer) => {
    typed.drop();
    close();
    commit(offer.value);
  };
  const open = () => {
    setOpen(true);
    setActive(shown.findIndex((offer) => offer.value === value));
  };
  const pressed = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      if (!isOpen) open();
      else setActive((at) => (shown.length === 0 ? -1 : (at + by + shown.length) % shown.length));
    } else if (event.key === "Enter") {
      const offer = isOpen ? shown[active] : undefined;
      if (offer !== undefined) return pick(offer);
      typed.settle();
      close();
    } else if (event.key === "Escape" && (isOpen || typed.pending !== undefined)) {
      event.stopPropagation();
      typed.drop();
      close();
    }
  };
  return (
    <div className="combo-box">
      <input
        {...aria}
        className="control-box"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={typed.pending ?? label}
        data-dirty={typed.pending === undefined ? undefined : ""}
        onChange={(event) => {
          typed.set(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onClick={() => (isOpen ? close() : open())}
        onFocus={(event) => event.target.select()}
        onBlur={() => {
          typed.settle();
          close();
        }}
        onKeyDown={pressed}
      />
      <ChevronDown size={14} aria-hidden />
      {isOpen && shown.length > 0 && (
        <div
          className="combo-box-list"
          id={listId}
          role="listbox"
          tabIndex={-1}
          aria-label={placeholder ?? label}
          ref={list}
        >
          {shown.map((offer, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text, see aria-activedescendant
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text takes the keys
            <div
              key={offer.value}
              id={`${listId}-${index}`}
              className="combo-box-offer"
              role="option"
              aria-selected={index === active}
              data-muted={offer.isMuted ? "" : undefined}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(offer)}
            >
              <span>{offer.label}</span>
              {offer.note !== undefined && <small>{offer.note}</small>}
              {offer.detail !== undefined && <small className="combo-box-detail">{offer.detail}</small>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function isNamed({ value, label }: Offer, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return value.toLowerCase() === wanted || label.toLowerCase() === wanted;
}

function matches({ value, label }: Offer, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return value.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted);
}
