import { usePending } from "../use-pending.ts";

/** A longer text that grows with what is written; leaving it, Ctrl+Enter or Command+Enter keeps it. */
export function TextArea(props: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  commit(value: string): void;
}) {
  const { name, label, value, rows, commit } = props;
  const typed = usePending(commit);
  return (
    <textarea
      className="control-box control-long"
      data-field={name}
      aria-label={label}
      placeholder={label}
      rows={rows}
      value={typed.pending ?? value}
      data-dirty={typed.pending === undefined ? undefined : ""}
      onChange={(event) => typed.set(event.target.value)}
      onBlur={typed.settle}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) typed.settle();
        else if (event.key === "Escape" && typed.pending !== undefined) {
          event.stopPropagation();
          typed.drop();
        }
      }}
    />
  );
}
