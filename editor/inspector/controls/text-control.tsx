import type { KeyboardEvent } from "react";
import { useDraft } from "../use-draft.ts";
import type { ControlProps } from "./control-props.ts";

/** One line of text. Enter and leaving it keep it, Escape takes it back. */
export function TextControl(props: ControlProps) {
  const input = useTextDraft(props);
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
  const input = useTextDraft(props);
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

function useTextDraft({ value, field, commit }: ControlProps) {
  const draft = useDraft((text: string) => commit(text === "" && field.isOptional ? undefined : text));
  return {
    attributes: {
      value:
        draft.draft ?? (typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value)),
      "data-dirty": draft.draft === undefined ? undefined : "",
      onChange: (event: { readonly target: { readonly value: string } }) => draft.set(event.target.value),
      onBlur: draft.settle,
    },
    pressed: (event: KeyboardEvent, isDone: boolean) => {
      if (isDone) draft.settle();
      else if (event.key === "Escape" && draft.draft !== undefined) {
        event.stopPropagation();
        draft.drop();
      }
    },
  };
}
