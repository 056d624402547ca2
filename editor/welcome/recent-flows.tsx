import "./recent-flows.css";
import { useEffect, useState } from "react";
import { ApiError } from "../api/client.ts";
import { flowApi } from "../api/flow-api.ts";
import { listDrafts } from "../document/drafts.ts";
import { useEditor } from "../document/editor-context.tsx";
import { useLanguage, useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { formatDateTime } from "../ui/format.ts";
import { type RecentFlow, recentFlows } from "./recent.ts";

/** At most so many; the dialog to open flows has them all. */
const shownAtMost = 6;

/** The flows of the server and the drafts of this browser, changed last first. */
export function RecentFlows({ onOpen }: { onOpen(flowId: string): void }) {
  const editor = useEditor();
  const t = useText();
  const language = useLanguage();
  const { flows, isAway } = useRecentFlows();
  return (
    <>
      {isAway && <p className="empty-state-away">{t("transfer.empty.away")}</p>}
      {flows.length > 0 && <h2>{t("transfer.empty.flows")}</h2>}
      <ul className="recent-flows">
        {flows.slice(0, shownAtMost).map((flow) => (
          <li key={flow.id}>
            <button type="button" onClick={() => onOpen(flow.id)}>
              <span className="recent-flows-name">{flow.name}</span>
              <span className="recent-flow-state">
                {t(`transfer.empty.is.${flow.state}`, { revision: flow.revision })}
              </span>
              <span>{t("deploy.nodes", { count: flow.nodeCount })}</span>
              <time dateTime={new Date(flow.changedMs).toISOString()}>
                {formatDateTime(flow.changedMs, language)}
              </time>
            </button>
          </li>
        ))}
      </ul>
      {flows.length > shownAtMost && (
        <Button look="quiet" size="small" onClick={() => editor.openDialog({ kind: "open-flow" })}>
          {t("transfer.empty.all", { count: flows.length })}
        </Button>
      )}
    </>
  );
}

function useRecentFlows(): { readonly flows: readonly RecentFlow[]; readonly isAway: boolean } {
  const editor = useEditor();
  const [recent, setRecent] = useState(() => ({ flows: recentFlows([], listDrafts()), isAway: false }));
  useEffect(() => {
    let isGone = false;
    flowApi
      .list()
      .then((stored) => ({ flows: recentFlows(stored, listDrafts()), isAway: false }))
      .catch((error: unknown) => {
        const isAway = error instanceof ApiError && error.status === 0;
        if (!isAway && !isGone) editor.fail(error);
        return { flows: recentFlows([], listDrafts()), isAway };
      })
      .then((next) => {
        if (!isGone) setRecent(next);
      });
    return () => {
      isGone = true;
    };
  }, [editor]);
  return recent;
}
