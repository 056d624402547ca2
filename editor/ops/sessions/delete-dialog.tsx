import { useEffect, useId, useRef, useState } from "react";
import type { SessionSummary } from "#engine/protocol/rest/sessions.ts";
import { deleteSession } from "../../api/session-api.ts";
import { wordsOf } from "../../api/use-polled.ts";
import { useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { shortId } from "../../ui/format.ts";
import { Notice } from "../panel.tsx";

/** Asks before a transcript is deleted, for that cannot be undone. */
export function DeleteDialog(props: {
  readonly session: SessionSummary;
  onClose(): void;
  onDeleted(): void;
}) {
  const t = useText();
  const { session, onClose, onDeleted } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const confirm = async () => {
    setBusy(true);
    try {
      await deleteSession(session.sessionId);
      onDeleted();
      onClose();
    } catch (reason) {
      setError(wordsOf(reason));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className="ops-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t("ops.delete.ask", { session: shortId(session.sessionId) })}</h2>
      <p>{t("ops.delete.about")}</p>
      {error !== undefined && <Notice isError>{error}</Notice>}
      <div className="ops-dialog-actions">
        <Button onClick={() => dialog.current?.close()}>{t("ops.keep")}</Button>
        <Button data-danger="" disabled={isBusy} onClick={() => void confirm()}>
          {t("ops.delete")}
        </Button>
      </div>
    </dialog>
  );
}
