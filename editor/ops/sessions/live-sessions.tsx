import { useText } from "../../texts/texts.ts";
import { useStore } from "../data/store-context.ts";
import { Notice, Panel } from "../panel.tsx";
import { SessionRow } from "./session-row.tsx";

/** Sessions that run or wait for their client now. */
export function LiveSessions() {
  const t = useText();
  const sessions = useStore("tables", (store) => store.tables)?.sessions;
  return (
    <Panel
      title={t("ops.sessions")}
      aside={<span className="ops-panel-count figures">{sessions?.length ?? "–"}</span>}
    >
      {sessions?.length === 0 && (
        <Notice>
          {t("ops.sessions.none")} <a href="/live">{t("ops.sessions.start")}</a>
        </Notice>
      )}
      {sessions === undefined && <Notice>{t("ops.sessions.waiting")}</Notice>}
      <ul className="ops-panel-rows">
        {sessions?.map((session) => (
          <SessionRow key={session.sessionId} session={session} />
        ))}
      </ul>
    </Panel>
  );
}
