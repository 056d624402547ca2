import "./field.css";
import "./select.css";
import "./text-field.css";
import { type ComponentProps, type ReactNode, useId } from "react";

/** A labelled line of text. `before` and `after` stand inside of its frame: an icon, a unit, a key. */
export function TextField(
  props: Omit<ComponentProps<"input">, "onChange"> & {
    readonly label: string;
    readonly hideLabel?: boolean;
    readonly before?: ReactNode;
    readonly after?: ReactNode;
    onChange(value: string): void;
  },
) {
  const { label, hideLabel = false, before, after, onChange, id: givenId, ...rest } = props;
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : "field-label"}>
        {label}
      </label>
      <div className="text-field">
        {before}
        <input type="text" {...rest} id={id} onChange={(event) => onChange(event.target.value)} />
        {after}
      </div>
    </div>
  );
}
