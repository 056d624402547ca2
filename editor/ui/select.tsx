import "./field.css";
import "./select.css";
import { ChevronDown } from "lucide-react";
import { useId } from "react";

/** One choice of a select. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A labelled choice of one: the browser's own select, which phones and screen readers know best. */
export function Select(props: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly disabled?: boolean;
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={props.hideLabel ? "visually-hidden" : "field-label"}>
        {props.label}
      </label>
      <div className="select">
        <select
          id={id}
          value={props.value}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.target.value)}
        >
          {props.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <ChevronDown size={16} aria-hidden />
      </div>
    </div>
  );
}
