import "./title-field.css";
import { useDraft } from "./use-draft.ts";

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
  const draft = useDraft(commit);
  return (
    <input
      className="title-field"
      data-look={look}
      data-field={name}
      aria-label={label}
      title={label}
      autoComplete="off"
      spellCheck={false}
      value={draft.draft ?? value}
      data-dirty={draft.draft === undefined ? undefined : ""}
      onChange={(event) => draft.set(event.target.value)}
      onBlur={draft.settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        else if (event.key === "Escape" && draft.draft !== undefined) {
          event.stopPropagation();
          draft.drop();
        }
      }}
    />
  );
}
