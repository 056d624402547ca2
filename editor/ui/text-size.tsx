import "./text-size.css";
import { AArrowDown, AArrowUp } from "lucide-react";
import { useState } from "react";
import { useText } from "../texts/texts.ts";
import { Button } from "./button.tsx";
import { readStored, writeStored } from "./storage.ts";

/** Sizes of captions, in rem. */
export const textSizesRem = [1, 1.25, 1.5, 1.875, 2.25, 2.75, 3.5, 4.5] as const;

/** A reader's text size, remembered under a key. */
export function useTextSize(key: string, startRem: (typeof textSizesRem)[number]) {
  const [step, setStep] = useState(
    () => readStored<number>("localStorage", key) ?? textSizesRem.indexOf(startRem),
  );
  const change = (by: number) => {
    const next = Math.max(0, Math.min(textSizesRem.length - 1, step + by));
    writeStored("localStorage", key, next);
    setStep(next);
  };
  return { sizeRem: textSizesRem[step] ?? startRem, step, change };
}

/** Smaller and larger. */
export function TextSize({ step, change }: { readonly step: number; change(by: number): void }) {
  const t = useText();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look
    <div role="group" aria-label={t("page.textSize")} className="text-size">
      <Button
        look="quiet"
        size="small"
        iconOnly
        aria-label={t("page.textSize.smaller")}
        title={t("page.textSize.smaller")}
        disabled={step === 0}
        onClick={() => change(-1)}
      >
        <AArrowDown size={20} aria-hidden />
      </Button>
      <Button
        look="quiet"
        size="small"
        iconOnly
        aria-label={t("page.textSize.larger")}
        title={t("page.textSize.larger")}
        disabled={step === textSizesRem.length - 1}
        onClick={() => change(1)}
      >
        <AArrowUp size={20} aria-hidden />
      </Button>
    </div>
  );
}
