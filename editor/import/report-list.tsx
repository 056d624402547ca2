import "./report-list.css";
import { useState } from "react";
import { useEditor } from "../document/editor-context.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { formatCount } from "../ui/format.ts";
import { type ListName, pageSize } from "./import-job.ts";
import type { ImportRun } from "./import-run.ts";
import { type ReportLine, reportLine } from "./report-lines.ts";

/** One list of a report, folded; its lines are fetched when it is opened, some hundred at a time. */
export function ReportList(props: {
  readonly run: ImportRun;
  readonly list: ListName;
  readonly count: number;
}) {
  const { run, list, count } = props;
  const editor = useEditor();
  const t = useText();
  const [lines, setLines] = useState<readonly ReportLine[]>([]);
  if (count === 0) return null;
  const more = async () => {
    try {
      const items = await run.page(list, lines.length);
      setLines((before) => [...before, ...items.map((item) => reportLine(list, item))]);
    } catch (error) {
      editor.fail(error);
    }
  };
  const left = count - lines.length;
  return (
    <details
      className="report-list"
      data-list={list}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && lines.length === 0) void more();
      }}
    >
      <summary>
        {t(`transfer.import.list.${list}`)} <span className="report-list-count">{formatCount(count)}</span>
      </summary>
      <table>
        <colgroup>
          <col className="report-list-ids" />
          <col className="report-list-ids" />
          <col />
        </colgroup>
        <thead className="visually-hidden">
          <tr>
            <th>{t("transfer.import.what")}</th>
            <th>{t("transfer.import.where")}</th>
            <th>{t("transfer.import.why")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ what, where, why }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
            <tr key={at}>
              <td>{what}</td>
              <td>{where}</td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && lines.length > 0 && (
        <Button size="small" onClick={() => void more()}>
          {t("transfer.import.more", { count: Math.min(left, pageSize), left: formatCount(left) })}
        </Button>
      )}
    </details>
  );
}
