import "./session-list.css";
import { useCallback } from "react";
import { loadSessions } from "../api/session-api.ts";
import { usePolled } from "../api/use-polled.ts";
import { useEditor } from "../document/editor-context.tsx";
import { useThrottled } from "../figures/use-throttled.ts";
import { useLanguage, useText } from "../texts/texts.ts";
import { formatDateTime, formatMediaTime } from "../ui/format.ts";
import { useStartTimes } from "./use-start-times.ts";

/** Sessions change seldom; those that begin or end here are seen at once. */
const everyMs = 15_000;
/** Sessions of all flows among which this flow's are looked for: the server lists them together. */
const askedSessions = 200;

/** The sessions of a flow, to choose whose captions are shown: live ones first, then those of the past, newest first. */
export function SessionList(props: {
  readonly flowId: string;
  readonly shownId: string | undefined;
  onLive(sessionId: string): void;
  onPast(sessionId: string): void;
}) {
  const { flowId, shownId, onLive, onPast } = props;
  const t = useText();
  const language = useLanguage();
  const live = useThrottled(useEditor().figures, "sessions");
  const startTimes = useStartTimes(live);
  const past = usePast(flowId, live.map(({ sessionId }) => sessionId).join());
  if (live.length + past.length === 0) return null;
  return (
    <nav className="session-list" aria-label={t("sessions.list")}>
      {live.length > 0 && <p className="session-list-head">{t("sessions.list.live")}</p>}
      {live.map(({ sessionId, mediaMs }) => (
        <Row key={sessionId} isShown={sessionId === shownId} onClick={() => onLive(sessionId)}>
          <span>{dateOf(startTimes.get(sessionId), language)}</span>
          <span>{formatMediaTime(mediaMs)}</span>
        </Row>
      ))}
      {past.length > 0 && <p className="session-list-head">{t("sessions.list.past")}</p>}
      {past.map(({ sessionId, createdMs, updatedMs }) => (
        <Row key={sessionId} isShown={sessionId === shownId} onClick={() => onPast(sessionId)}>
          <span>{dateOf(createdMs, language)}</span>
          <span>{formatMediaTime(updatedMs - createdMs)}</span>
        </Row>
      ))}
    </nav>
  );
}

function Row(props: { readonly isShown: boolean; readonly children: React.ReactNode; onClick(): void }) {
  return (
    <button
      type="button"
      className="session-list-row figures"
      aria-current={props.isShown}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

/** Sessions of a flow that are over. `liveIds`: asked anew when these change. */
function usePast(flowId: string, liveIds: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: one that has ended is in the list of the past
  const load = useCallback(async () => {
    const sessions = await loadSessions(askedSessions);
    return sessions.filter((session) => session.flowId === flowId && !session.isRunning);
  }, [flowId, liveIds]);
  const { data = [] } = usePolled(load, everyMs);
  const live = new Set(liveIds.split(","));
  return data.filter(({ sessionId }) => !live.has(sessionId));
}

function dateOf(timeMs: number | undefined, language: string): string {
  return timeMs === undefined ? "–" : formatDateTime(timeMs, language);
}
