import "./switch.css";
import type { ComponentProps } from "react";

/** On or off. */
export function Switch(props: Omit<ComponentProps<"input">, "type" | "role" | "className">) {
  // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox has its state itself
  return <input {...props} className="controls-switch" type="checkbox" role="switch" />;
}
