import "./section.css";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { readStored, writeStored } from "../ui/storage.ts";

/** A part of the inspector that folds; whether it is open is remembered by its name. */
export function Section(props: {
  readonly name: string;
  readonly title: string;
  readonly isOpenAtFirst?: boolean;
  /** At the right of the title. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  const { name, title, isOpenAtFirst = true, extra, children } = props;
  const key = `patchbay.inspector.section.${name}`;
  const [isOpen, setOpen] = useState(() => readStored<boolean>("localStorage", key) ?? isOpenAtFirst);
  return (
    <div className="inspector-section">
      <details
        open={isOpen}
        onToggle={({ currentTarget: { open } }) => {
          if (open === isOpen) return;
          writeStored("localStorage", key, open);
          setOpen(open);
        }}
      >
        <summary>
          <ChevronRight size={14} aria-hidden />
          <h3>{title}</h3>
        </summary>
        <div className="inspector-section-body">{children}</div>
      </details>
      {extra !== undefined && <div className="inspector-section-extra">{extra}</div>}
    </div>
  );
}
