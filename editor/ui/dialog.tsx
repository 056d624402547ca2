import "./dialog.css";
import { X } from "lucide-react";
import { type CSSProperties, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useText } from "../texts/texts.ts";
import { Button } from "./button.tsx";

/** A modal dialog: the browser's own, which holds the focus and closes on Escape. Shown while it is mounted. */
export function Dialog(props: {
  readonly title: string;
  /** `wide` for tables and lists; `search` has no head, its title is only spoken. Default: `plain`. */
  readonly look?: "plain" | "wide" | "search";
  /** Where a `search` begins, in px of the window; it stays inside of it. Default: the middle of the upper third. */
  readonly at?: { readonly x: number; readonly y: number } | undefined;
  /** Default: close. */
  readonly closeLabel?: string;
  readonly children: ReactNode;
  onClose(): void;
}) {
  const { title, look = "plain", at, children, onClose } = props;
  const t = useText();
  const closeLabel = props.closeLabel ?? t("page.close");
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before the element leaves the page: only then the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, this is for the mouse beside it
    <dialog
      ref={dialog}
      className="dialog"
      data-look={look}
      {...placedAt(at)}
      aria-labelledby={id}
      onCancel={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {look === "search" ? (
        <h2 id={id} className="visually-hidden">
          {title}
        </h2>
      ) : (
        <Head id={id} title={title} closeLabel={closeLabel} onClose={onClose} />
      )}
      {children}
    </dialog>
  );
}

/** Attributes that dialog.css puts a dialog by. */
function placedAt(at: { readonly x: number; readonly y: number } | undefined) {
  if (at === undefined) return {};
  return { "data-placed": "", style: { "--at-x": `${at.x}px`, "--at-y": `${at.y}px` } as CSSProperties };
}

function Head(props: {
  readonly id: string;
  readonly title: string;
  readonly closeLabel: string;
  onClose(): void;
}) {
  return (
    <div className="dialog-head">
      <h2 id={props.id}>{props.title}</h2>
      <Button look="quiet" size="small" iconOnly aria-label={props.closeLabel} onClick={props.onClose}>
        <X size={18} aria-hidden />
      </Button>
    </div>
  );
}
