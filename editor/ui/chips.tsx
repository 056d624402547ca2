import "./field.css";
import "./chips.css";
import { Check } from "lucide-react";
import type { Choice } from "./select.tsx";

/** A labelled choice of any number: chips that are pressed or not. */
export function Chips(props: {
  readonly label: string;
  readonly choices: readonly (Choice & { readonly disabled?: boolean })[];
  readonly chosen: readonly string[];
  onToggle(value: string): void;
}) {
  const { label, choices, chosen, onToggle } = props;
  return (
    <fieldset className="chips">
      <legend className="field-label">{label}</legend>
      <div>
        {choices.map(({ value, label, disabled = false }) => (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(value) && !disabled}
            disabled={disabled}
            onClick={() => onToggle(value)}
          >
            <Check size={14} aria-hidden />
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
