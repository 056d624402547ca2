import { useEffect, useState } from "react";
import { useEditor } from "../document/editor-context.tsx";
import type { SessionFigures } from "../links/figures.ts";

/** Words and bars are for reading: once a second is enough, and React has nothing to do in between. */
const everyMs = 1000;

/** The watched session, at most once a second; undefined while none is live. */
export function useWatched(): SessionFigures | undefined {
  const { figures } = useEditor();
  const [session, setSession] = useState(() => figures.watched());
  useEffect(() => {
    let shown = figures.watched();
    let shownMs = performance.now();
    setSession(shown);
    return figures.subscribe("watched", () => {
      const next = figures.watched();
      const nowMs = performance.now();
      if (next?.sessionId === shown?.sessionId && nowMs - shownMs < everyMs) return;
      shown = next;
      shownMs = nowMs;
      setSession(next);
    });
  }, [figures]);
  return session;
}
