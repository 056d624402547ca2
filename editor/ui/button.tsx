import "./button.css";
import type { ComponentProps } from "react";

/** How a button looks. One primary button a screen. */
export interface ButtonLook {
  readonly look?: "primary" | "plain" | "quiet" | undefined;
  readonly size?: "small" | "normal" | undefined;
  /** Square; the button then needs an `aria-label`. */
  readonly iconOnly?: boolean | undefined;
}

/** A button. It is `type="button"` unless told otherwise. */
export function Button(props: ButtonLook & ComponentProps<"button">) {
  const { look, size, iconOnly, className = "", ...rest } = props;
  const attributes = buttonLook({ look, size, iconOnly });
  return (
    <button
      type="button"
      {...rest}
      {...attributes}
      className={`${attributes.className} ${className}`.trim()}
    />
  );
}

/** Attributes that make another element, such as a link, look like a button. */
export function buttonLook({ look = "plain", size = "normal", iconOnly = false }: ButtonLook) {
  return {
    className: "button",
    "data-look": look,
    "data-size": size,
    ...(iconOnly ? { "data-icon-only": "" } : {}),
  };
}
