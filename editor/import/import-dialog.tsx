import "./import-dialog.css";
import { useEffect, useState } from "react";
import { useEditor } from "../document/editor-context.tsx";
import type { DialogState } from "../document/view.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { ImportAsk } from "./import-ask.tsx";
import { ImportReportView } from "./import-report-view.tsx";
import { megabytes } from "./import-run.ts";
import { type ImportSource, useImport } from "./use-import.ts";

/** Import of flows: what a file would become is shown first; only then one takes of it what one wants. */
export function ImportDialog({ dialog }: { readonly dialog: Extract<DialogState, { kind: "import" }> }) {
  const editor = useEditor();
  const t = useText();
  const { state, start, reset } = useImport(dialog);
  const typed = state.step === "refused" ? typedText(state.source) : undefined;
  const close = () => editor.closeDialog();
  return (
    <Dialog look="wide" title={t("transfer.import")} closeLabel={t("app.close")} onClose={close}>
      {state.step === "ask" && <ImportAsk text="" onSource={start} />}
      {state.step === "working" && <Working source={state.source} onCancel={reset} />}
      {state.step === "refused" && (
        <Notice title={state.refusal.message} hint={state.refusal.hint}>
          <p className="import-dialog-code">
            {[state.source.fileName, state.refusal.code].filter((part) => part !== undefined).join(" · ")}
          </p>
          {typed === undefined && (
            <Button size="small" onClick={reset}>
              {t("transfer.import.other")}
            </Button>
          )}
        </Notice>
      )}
      {typed !== undefined && <ImportAsk text={typed} onSource={start} />}
      {state.step === "report" && (
        <ImportReportView
          report={state}
          onClash={(onClash) => start(state.source, onClash)}
          onOther={reset}
          onClose={close}
        />
      )}
    </Dialog>
  );
}

/** A longer text would hold up the page while the field shows it. */
const shownTextAtMost = 200_000;

/** A text that was refused, to be mended in its field; undefined for files and what is too long for a field. */
function typedText({ content }: ImportSource): string | undefined {
  return typeof content === "string" && content.length <= shownTextAtMost ? content : undefined;
}

/** Small files are read before anybody could see this. */
const quietMs = 150;

function Working({ source, onCancel }: { readonly source: ImportSource; onCancel(): void }) {
  const t = useText();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  const { content, fileName } = source;
  const size = megabytes(typeof content === "string" ? content.length : content.size);
  return (
    <div className="import-dialog-working" data-shown={isShown || undefined}>
      <output>{t("transfer.import.working", { name: fileName ?? t("transfer.import.pasted"), size })}</output>
      <progress aria-label={t("transfer.import")} />
      <Button size="small" onClick={onCancel}>
        {t("app.cancel")}
      </Button>
    </div>
  );
}
