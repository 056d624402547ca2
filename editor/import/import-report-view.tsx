import "./import-report-view.css";
import { useEffect, useId, useRef, useState } from "react";
import { useEditor } from "../document/editor-context.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { formatCount } from "../ui/format.ts";
import { firstChosen, ImportFlows } from "./import-flows.tsx";
import { listNames } from "./import-job.ts";
import { ReportList } from "./report-list.tsx";
import { type ImportState, take } from "./use-import.ts";

type Report = Extract<ImportState, { step: "report" }>;

/** What a file would become, entry by entry, and what of it to take. */
export function ImportReportView(props: {
  readonly report: Report;
  onClash(onClash: Report["onClash"]): void;
  onOther(): void;
  onClose(): void;
}) {
  const { report, onClash, onOther, onClose } = props;
  const { outline, run, isServerAway } = report;
  const editor = useEditor();
  const t = useText();
  const [chosen, setChosen] = useState(() => firstChosen(outline.flows));
  const [isBusy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    try {
      await take(editor, report, chosen);
      onClose();
      editor.notify("good", t("transfer.import.done", { count: chosen.length }));
    } catch (error) {
      setBusy(false);
      editor.fail(error);
    }
  };
  return (
    <div className="import-report-view">
      <Totals report={report} />
      <ImportFlows flows={outline.flows} chosen={chosen} onChange={setChosen} />
      {outline.hasClash && <ClashChoice value={report.onClash} onChange={onClash} />}
      {isServerAway && <p className="import-report-view-away">{t("transfer.import.away")}</p>}
      <div className="import-report-view-lists">
        {listNames.map((list) => (
          <ReportList key={list} run={run} list={list} count={outline.counts[list]} />
        ))}
      </div>
      <div className="import-dialog-actions">
        <span className="muted">{t("transfer.import.nothingYet")}</span>
        <Button onClick={onOther}>{t("transfer.import.other")}</Button>
        <Button look="primary" disabled={chosen.length === 0 || isBusy} onClick={() => void open()}>
          {t("transfer.import.open", { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}

function Totals({ report: { outline, source } }: { readonly report: Report }) {
  const t = useText();
  const { total, mapped, kept } = outline;
  const line = useRef<HTMLParagraphElement>(null);
  // What had the focus has gone; a screen reader reads on here.
  useEffect(() => line.current?.focus(), []);
  return (
    <div className="import-report-view-totals">
      <p ref={line} tabIndex={-1}>
        {t("transfer.import.totals", {
          name: source.fileName ?? t("transfer.import.pasted"),
          total: formatCount(total),
          mapped: formatCount(mapped),
          kept: formatCount(kept),
        })}
      </p>
      <div className="import-report-view-share" aria-hidden>
        <span style={{ flexGrow: mapped }} data-outcome="mapped" />
        <span style={{ flexGrow: kept }} data-outcome="kept" />
      </div>
    </div>
  );
}

const clashChoices = ["copy", "replace"] as const;

function ClashChoice(props: { readonly value: Report["onClash"]; onChange(value: Report["onClash"]): void }) {
  const t = useText();
  const name = useId();
  return (
    <fieldset className="import-report-view-clash">
      <legend>{t("transfer.import.clash")}</legend>
      {clashChoices.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            checked={props.value === choice}
            onChange={() => props.onChange(choice)}
          />
          {t(`transfer.import.clash.${choice}`)}
        </label>
      ))}
    </fieldset>
  );
}
