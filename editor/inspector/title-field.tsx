import "./title-field.css";
import { usePending } from "./use-pending.ts";

/** A name as a heading that can be written over. */
export function TitleField(props: {
  /** Name of the field, for focusWithin() of focus-field.ts. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly look?: "title" | "plain";
  commit(value: string): void;
}) {
  const { name, label, value, look = "title", commit } = props;
  const typed = usePending(commit);
  return (
    <input
      className="title-field"
      data-look={look}
      data-field={name}
      aria-label={label}
      title={label}
      autoComplete="off"
      spellCheck={false}
      value={typed.pending ?? value}
      data-dirty={typed.pending === undefined ? undefined : ""}
      onChange={(event) => typed.set(event.target.value)}
      onBlur={typed.settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        else if (event.key === "Escape" && typed.pending !== undefined) {
          event.stopPropagation();
          typed.drop();
        }
      }}
    />
  );
}
