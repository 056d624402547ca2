import "./menu.css";
import "./dialog.css";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";

/** A button that opens a short list of links or buttons; a click anywhere or Escape closes it. */
export function Menu(props: {
  readonly label: string;
  readonly icon: ReactNode;
  /** The label is only spoken. */
  readonly iconOnly?: boolean;
  readonly children: ReactNode;
}) {
  const { label, icon, iconOnly = false, children } = props;
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      root.current?.querySelector("button")?.focus();
    };
    const close = ({ type, target }: Event) => {
      const area = type === "click" ? root.current?.querySelector("button") : root.current;
      if (!area?.contains(target as Node)) setOpen(false);
    };
    document.addEventListener("keydown", pressed);
    document.addEventListener("click", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("keydown", pressed);
      document.removeEventListener("click", close);
      document.removeEventListener("focusin", close);
    };
  }, [isOpen]);
  return (
    <div className="menu" ref={root}>
      <Button
        look="quiet"
        size="small"
        iconOnly={iconOnly}
        aria-expanded={isOpen}
        title={label}
        onClick={() => setOpen(!isOpen)}
      >
        {icon}
        <span className={iconOnly ? "visually-hidden" : "menu-label"}>{label}</span>
      </Button>
      {isOpen && <div className="menu-list">{children}</div>}
    </div>
  );
}
