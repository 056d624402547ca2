import { useEffect, useRef, useState } from "react";
import { loadSessions } from "../api/session-api.ts";
import type { SessionFigures } from "../links/figures.ts";

/** Sessions that are asked for to learn when they started. */
const askedSessions = 100;

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
