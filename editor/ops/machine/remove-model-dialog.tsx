import { useEffect, useId, useRef, useState } from "react";
import { type CatalogueEntry, removeModel } from "../../api/models.ts";
import { wordsOf } from "../../api/use-polled.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../panel.tsx";

/** Asks before a model is removed: to have it back, it has to be pulled again. */
export function RemoveModelDialog(props: {
  readonly model: CatalogueEntry;
  onClose(): void;
  onRemoved(): void;
}) {
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
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>Remove {model.id}?</h2>
      <p>Flows that name it cannot start until it is pulled again.</p>
      {error !== undefined && <Notice isError>{error}</Notice>}
      <div className="dialog-actions">
        <Button onClick={() => dialog.current?.close()}>Keep it</Button>
        <Button data-danger="" disabled={isBusy} onClick={() => void confirm()}>
          Remove
        </Button>
      </div>
    </dialog>
  );
}
