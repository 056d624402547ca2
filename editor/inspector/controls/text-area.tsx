import { useDraft } from "../use-draft.ts";

/** A longer text that grows with what is written; leaving it, Ctrl+Enter or Command+Enter keeps it. */
export function TextArea(props: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  commit(value: string): void;
}) {
  const { name, label, value, rows, commit } = props;
  const draft = useDraft(commit);
  return (
    <textarea
      className="control-box control-long"
      data-field={name}
      aria-label={label}
      placeholder={label}
      rows={rows}
      value={draft.draft ?? value}
      data-dirty={draft.draft === undefined ? undefined : ""}
      onChange={(event) => draft.set(event.target.value)}
      onBlur={draft.settle}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) draft.settle();
        else if (event.key === "Escape" && draft.draft !== undefined) {
          event.stopPropagation();
          draft.drop();
        }
      }}
    />
  );
}
