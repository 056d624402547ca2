import { useEffect, useId, useRef, useState } from "react";
import type { CatalogueEntry } from "#engine/protocol/rest/models.ts";
import { removeModel } from "../../api/models.ts";
import { wordsOf } from "../../api/use-polled.ts";
import { useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../panel.tsx";

/** Asks before a model is removed: to have it back, it has to be pulled again. */
export function RemoveModelDialog(props: {
  readonly model: CatalogueEntry;
  onClose(): void;
  onRemoved(): void;
}) {
  const t = useText();
  const { model, onClose, onRemoved } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const confirm = async () => {
    setBusy(true);
    try {
      await removeModel(model.id);
      onRemoved();
      onClose();
    } catch (reason) {
      setError(wordsOf(reason));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className="ops-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t("ops.model.removeAsk", { model: model.id })}</h2>
      <p>{t("ops.model.removeAbout")}</p>
      {error !== undefined && <Notice isError>{error}</Notice>}
      <div className="ops-dialog-actions">
        <Button onClick={() => dialog.current?.close()}>{t("ops.keep")}</Button>
        <Button data-danger="" disabled={isBusy} onClick={() => void confirm()}>
          {t("ops.model.remove")}
        </Button>
      </div>
    </dialog>
  );
}
