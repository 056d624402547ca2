import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { loadSessions } from "../api/session-api.ts";
import { useEditor } from "../document/editor-context.tsx";
import type { SessionFigures } from "../links/figures.ts";

/** Figures come four times a second; people read once a second. */
const everyMs = 1000;
/** Sessions that are asked for to learn when they started. */
const askedSessions = 100;

/** Live sessions of the flow in front: at once when one comes or goes, their figures once a second. */
export function useLiveSessions(): readonly SessionFigures[] {
  const { figures } = useEditor();
  const [sessions, setSessions] = useState(() => figures.sessions());
  useEffect(() => {
    let shownMs = 0;
    let shownIds: string | undefined;
    const show = () => {
      const now = figures.sessions();
      const ids = now.map(({ sessionId, state }) => `${sessionId} ${state}`).join();
      if (ids === shownIds && (ids === "" || performance.now() - shownMs < everyMs)) return;
      shownMs = performance.now();
      shownIds = ids;
      setSessions(now);
    };
    show();
    return figures.subscribe("sessions", show);
  }, [figures]);
  return sessions;
}

/** Id of the live session that is watched; undefined while none is. */
export function useWatchedId(): string | undefined {
  const { figures } = useEditor();
  return useSyncExternalStore(
    (changed) => figures.subscribe("watched", changed),
    () => figures.watched()?.sessionId,
  );
}

/** When sessions started, ms since 1970, by id. The server is asked when one comes that is not known yet. */
export function useStartTimes(sessions: readonly SessionFigures[]): ReadonlyMap<string, number> {
  const [times, setTimes] = useState<ReadonlyMap<string, number>>(new Map());
  const asked = useRef(new Set<string>());
  const ids = sessions.map(({ sessionId }) => sessionId).join();
  useEffect(() => {
    const unknown = ids.split(",").filter((id) => id !== "" && !asked.current.has(id));
    if (unknown.length === 0) return;
    for (const id of unknown) asked.current.add(id);
    loadSessions(askedSessions).then(
      (found) =>
        setTimes(new Map(found.map(({ sessionId, createdMs }): [string, number] => [sessionId, createdMs]))),
      () => {}, // the list works without
    );
  }, [ids]);
  return times;
}
