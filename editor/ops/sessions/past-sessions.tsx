import "./past-sessions.css";
import { Download, ScrollText, Trash2 } from "lucide-react";
import { useCallback, useId, useState } from "react";
import { type SessionSummary, transcriptFormats } from "#engine/protocol/rest/sessions.ts";
import { loadSessions, transcriptUrl } from "../../api/session-api.ts";
import { usePolled } from "../../api/use-polled.ts";
import { text, useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { formatDateTime, formatMediaTime, shortId } from "../../ui/format.ts";
import { Notice, Panel } from "../panel.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { SessionLog } from "./session-log.tsx";
import { StateStatus } from "./session-row.tsx";

const everyMs = 10_000;
const step = 25;

/** Sessions that are over, with their transcripts. */
export function PastSessions() {
  const t = useText();
  const [limit, setLimit] = useState(step);
  const [deleting, setDeleting] = useState<SessionSummary>();
  const load = useCallback(() => loadSessions(limit), [limit]);
  const { data: sessions, error, reload } = usePolled(load, everyMs);
  const past = sessions?.filter(({ isRunning }) => !isRunning);
  return (
    <Panel title={t("ops.past")}>
      {error !== undefined && <Notice isError>{error}</Notice>}
      {past === undefined && error === undefined && <Notice>{t("ops.past.asking")}</Notice>}
      {past?.length === 0 && <Notice>{t("ops.past.none")}</Notice>}
      <ul className="ops-panel-rows">
        {past?.map((session) => (
          <PastRow key={session.sessionId} session={session} onDelete={() => setDeleting(session)} />
        ))}
      </ul>
      {sessions?.length === limit && (
        <Button look="quiet" size="small" onClick={() => setLimit(limit + step)}>
          {t("ops.past.more")}
        </Button>
      )}
      {deleting !== undefined && (
        <DeleteDialog session={deleting} onClose={() => setDeleting(undefined)} onDeleted={reload} />
      )}
    </Panel>
  );
}

function PastRow({ session, onDelete }: { readonly session: SessionSummary; onDelete(): void }) {
  const { sessionId, flowId, state, createdMs, updatedMs } = session;
  const t = useText();
  const name = shortId(sessionId);
  const logId = useId();
  const [isLogOpen, setLogOpen] = useState(false);
  return (
    <li className="past-sessions-row">
      <div className="past-name">
        <p title={sessionId}>
          <span className="ops-panel-mono">{name}</span> <span className="muted">{flowId}</span>
        </p>
        <p className="ops-panel-row-detail figures">
          {formatDateTime(createdMs)} · {formatMediaTime(updatedMs - createdMs)}
          {languagesOf(session)}
        </p>
      </div>
      <StateStatus state={state} />
      <div className="past-sessions-actions">
        <Download size={16} aria-hidden className="muted" />
        {transcriptFormats.map((format) => (
          <a
            key={format}
            href={transcriptUrl(sessionId, format)}
            download={`${name}.${format}`}
            aria-label={t("ops.past.transcript", { session: name, format: format.toUpperCase() })}
          >
            {format.toUpperCase()}
          </a>
        ))}
        <Button
          look="quiet"
          size="small"
          iconOnly
          aria-label={t("ops.past.events", { session: name })}
          aria-expanded={isLogOpen}
          aria-controls={logId}
          onClick={() => setLogOpen(!isLogOpen)}
        >
          <ScrollText size={16} aria-hidden />
        </Button>
        <Button
          look="quiet"
          size="small"
          iconOnly
          aria-label={t("ops.past.delete", { session: name })}
          onClick={onDelete}
        >
          <Trash2 size={16} aria-hidden />
        </Button>
      </div>
      <div id={logId} className="past-sessions-log" hidden={!isLogOpen}>
        {isLogOpen && <SessionLog sessionId={sessionId} />}
      </div>
    </li>
  );
}

/** What was spoken and what it was translated to, as far as the client said so. */
function languagesOf({ language, targetLanguages = [] }: SessionSummary): string {
  if (language === undefined && targetLanguages.length === 0) return "";
  const targets = targetLanguages.length === 0 ? "" : ` → ${targetLanguages.join(", ")}`;
  return ` · ${language ?? text("ops.past.auto")}${targets}`;
}
