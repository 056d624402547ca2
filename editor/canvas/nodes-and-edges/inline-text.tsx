import "./inline-text.css";
import { type KeyboardEvent, useRef } from "react";

/** A text that is edited where it stands: Enter keeps it, Escape gives it up, leaving it keeps it. */
export function InlineText(props: {
  readonly label: string;
  readonly text: string;
  /** Several lines: Enter with Ctrl keeps it. */
  readonly isLong?: boolean;
  onCommit(text: string): void;
  onEnd(): void;
}) {
  const { label, text, isLong = false, onCommit, onEnd } = props;
  const isOver = useRef(false);
  const finish = (next: string | undefined) => {
    if (isOver.current) return;
    isOver.current = true;
    if (next !== undefined && next !== text) onCommit(next);
    onEnd();
  };
  const field = {
    className: "inline-text nodrag nopan nowheel",
    "aria-label": label,
    defaultValue: text,
    autoFocus: true,
    onFocus: (event: { currentTarget: { select(): void } }) => event.currentTarget.select(),
    onBlur: (event: { currentTarget: { value: string } }) => finish(event.currentTarget.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      event.stopPropagation();
      if (event.key === "Escape") finish(undefined);
      if (event.key === "Enter" && (!isLong || event.ctrlKey || event.metaKey))
        finish(event.currentTarget.value);
    },
  };
  return isLong ? <textarea rows={4} {...field} /> : <input {...field} />;
}
