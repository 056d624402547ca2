import "./number-box.css";
import type { KeyboardEvent } from "react";
import { useLanguage, useText } from "../../texts/texts.ts";
import { usePending } from "../use-pending.ts";
import type { ControlProps } from "./control-props.ts";
import { boxNumber, parseNumber } from "./numbers.ts";

/** A number with its unit to type: `1.5 s` in a field of milliseconds will do. Arrow keys go a step, with Shift ten. */
export function NumberBox(
  props: ControlProps & {
    /** Shown while a slider moves. */
    readonly moving?: number | undefined;
    /** The value some steps away. */
    next(value: number, by: number): number;
    /** Said where the box is not what the label names. */
    readonly label?: string;
  },
) {
  const { field, value, aria, moving, label, next, preview, commit, complain } = props;
  const t = useText();
  const language = useLanguage();
  const { unit } = field.schema;
  const typed = usePending((text: string) => {
    if (text.trim() === "") return commit(undefined);
    const number = parseNumber(text, unit);
    if (number !== undefined) commit(number);
  });
  const settle = () => {
    const text = typed.pending;
    const isNumber = text === undefined || text.trim() === "" || parseNumber(text, unit) !== undefined;
    complain(isNumber ? undefined : t("inspector.notANumber"));
    if (isNumber) typed.settle();
  };
  const step = (by: number) => {
    const now = parseNumber(typed.pending ?? "", unit) ?? (typeof value === "number" ? value : 0);
    const stepped = next(now, by);
    typed.set(boxNumber(stepped, language));
    preview(stepped);
  };
  const pressed = (event: KeyboardEvent) => {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      step(event.shiftKey ? by * 10 : by);
    } else if (event.key === "Enter") settle();
    else if (event.key === "Escape" && typed.pending !== undefined) {
      event.stopPropagation();
      typed.drop();
      complain(undefined);
      preview(value);
    }
  };
  return (
    <div className="control-box number-box">
      <input
        {...(label === undefined ? aria : { "aria-label": label, "aria-invalid": aria["aria-invalid"] })}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        data-dirty={typed.pending === undefined ? undefined : ""}
        value={typed.pending ?? boxNumber(moving ?? value, language)}
        onChange={(event) => typed.set(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={settle}
        onKeyDown={pressed}
        onKeyUp={(event) => /^(Arrow(Up|Down)|Page)/.test(event.key) && settle()}
      />
      {unit !== undefined && <span aria-hidden>{unit}</span>}
    </div>
  );
}
