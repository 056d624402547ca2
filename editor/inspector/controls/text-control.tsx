import type { KeyboardEvent } from "react";
import { usePending } from "../use-pending.ts";
import type { ControlProps } from "./control-props.ts";

/** One line of text. Enter and leaving it keep it, Escape takes it back. */
export function TextControl(props: ControlProps) {
  const input = usePendingText(props);
  return (
    <input
      {...props.aria}
      {...input.attributes}
      className="control-box"
      type="text"
      autoComplete="off"
      spellCheck={false}
      onKeyDown={(event) => input.pressed(event, event.key === "Enter")}
    />
  );
}

/** Several lines of text; Ctrl+Enter or Command+Enter keeps it. */
export function LongTextControl(props: ControlProps) {
  const input = usePendingText(props);
  return (
    <textarea
      {...props.aria}
      {...input.attributes}
      className="control-box control-long"
      rows={3}
      onKeyDown={(event) => input.pressed(event, event.key === "Enter" && (event.ctrlKey || event.metaKey))}
    />
  );
}

function usePendingText({ value, field, commit }: ControlProps) {
  const typed = usePending((text: string) => commit(text === "" && field.isOptional ? undefined : text));
  return {
    attributes: {
      value:
        typed.pending ??
        (typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value)),
      "data-dirty": typed.pending === undefined ? undefined : "",
      onChange: (event: { readonly target: { readonly value: string } }) => typed.set(event.target.value),
      onBlur: typed.settle,
    },
    pressed: (event: KeyboardEvent, isDone: boolean) => {
      if (isDone) typed.settle();
      else if (event.key === "Escape" && typed.pending !== undefined) {
        event.stopPropagation();
        typed.drop();
      }
    },
  };
}
