import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useText } from "../texts/texts.ts";
import { Button, type ButtonLook } from "./button.tsx";
import { copyText } from "./copy-text.ts";

/** How long the button says what became of it, in ms. */
const saidMs = 2000;

/** Puts something on the clipboard, and says whether that was done. */
export function CopyButton(props: {
  /** What is copied, asked for at the press. */
  content(): string;
  /** Default: "Copy". */
  readonly label?: string;
  readonly title?: string;
  readonly look?: ButtonLook["look"];
  readonly size?: ButtonLook["size"];
  readonly disabled?: boolean;
  /** Class of its words: a page hides them where there is no room. */
  readonly labelClass?: string;
}) {
  const { content, label, labelClass, ...attributes } = props;
  const t = useText();
  const [outcome, setOutcome] = useState<"copied" | "refused">();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), saidMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => setOutcome((await copyText(content())) ? "copied" : "refused");
  const words = { copied: t("page.copied"), refused: t("page.copy.refused") };
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <Button {...attributes} onClick={() => void copy()}>
      <Icon size={16} aria-hidden />
      <span className={labelClass}>{outcome === undefined ? (label ?? t("page.copy")) : words[outcome]}</span>
    </Button>
  );
}
