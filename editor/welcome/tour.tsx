import "./tour.css";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useEditor } from "../document/editor-context.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { placeTour } from "./tour-place.ts";
import { prepareStep, tourSteps } from "./tour-steps.ts";

/** Five steps around the editor, each pointing at what it tells of. Modal: the page waits, Escape ends it. */
export function Tour() {
  const editor = useEditor();
  const t = useText();
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const id = useId();
  const step = tourSteps[at] ?? tourSteps[0];
  const end = () => editor.closeDialog();
  const go = (to: number) => {
    if (to >= tourSteps.length) end();
    else if (to >= 0) setAt(to);
  };
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The dialog's first button would end the tour.
    card.current?.querySelector<HTMLElement>("[data-look=primary]")?.focus();
    return () => element?.close();
  }, []);
  useEffect(() => prepareStep(editor, step), [editor, step]);
  useEffect(() => {
    let frame = 0;
    // Every frame: panels open and the canvas moves meanwhile.
    const follow = () => {
      if (ring.current && card.current) placeTour(ring.current, card.current, step.at);
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [step]);
  const pressed = ({ key }: KeyboardEvent) => {
    if (key === "ArrowRight") go(at + 1);
    if (key === "ArrowLeft") go(at - 1);
  };
  return (
    <dialog ref={dialog} className="tour" aria-labelledby={id} onCancel={end} onKeyDown={pressed}>
      <div ref={ring} className="tour-ring" />
      <div ref={card} className="tour-card">
        <StepText id={id} at={at} />
        <div className="tour-buttons">
          <Button look="quiet" size="small" onClick={end}>
            {t("transfer.tour.skip")}
          </Button>
          <StepButtons at={at} onGo={go} />
        </div>
      </div>
    </dialog>
  );
}

function StepText({ id, at }: { readonly id: string; readonly at: number }) {
  const t = useText();
  const { name } = tourSteps[at] ?? tourSteps[0];
  return (
    <div aria-live="polite">
      <p className="tour-count">{t("transfer.tour.count", { at: at + 1, count: tourSteps.length })}</p>
      <h2 id={id}>{t(`transfer.tour.${name}`)}</h2>
      <p>{t(`transfer.tour.${name}.text`)}</p>
    </div>
  );
}

function StepButtons({ at, onGo }: { readonly at: number; onGo(to: number): void }) {
  const t = useText();
  const isLast = at === tourSteps.length - 1;
  return (
    <>
      <Button size="small" disabled={at === 0} onClick={() => onGo(at - 1)}>
        {t("transfer.tour.back")}
      </Button>
      <Button look="primary" size="small" onClick={() => onGo(at + 1)}>
        {t(isLast ? "transfer.tour.done" : "transfer.tour.next")}
      </Button>
    </>
  );
}
