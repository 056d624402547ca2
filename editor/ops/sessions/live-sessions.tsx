import "./sessions.css";
import { useStore } from "../data/store-context.ts";
import { Notice, Panel } from "../panel.tsx";
import { SessionRow } from "./session-row.tsx";

/** Sessions that run or wait for their client now. */
export function LiveSessions() {
  const sessions = useStore("tables", (store) => store.tables)?.sessions;
  return (
    <Panel title="Live sessions" aside={<span className="count figures">{sessions?.length ?? "–"}</span>}>
      {sessions?.length === 0 && (
        <Notice>
          Nobody speaks now. <a href="/live">Start a session</a>
        </Notice>
      )}
      {sessions === undefined && <Notice>Waiting for figures…</Notice>}
      <ul className="rows">
        {sessions?.map((session) => (
          <SessionRow key={session.sessionId} session={session} />
        ))}
      </ul>
    </Panel>
  );
}
