import { useEffect, useState } from "react";
import type { SessionFigures } from "../links/figures.ts";
import type { LiveFigures } from "./live-figures.ts";

/** Words and bars are for reading: once a second is enough, and React has nothing to do in between. */
const everyMs = 1000;

/** What is shown of each topic, by its topic. */
interface Shown {
  readonly watched: SessionFigures | undefined;
  readonly sessions: readonly SessionFigures[];
}

const readers: { readonly [Topic in keyof Shown]: (figures: LiveFigures) => Shown[Topic] } = {
  watched: (figures) => figures.watched(),
  sessions: (figures) => figures.sessions(),
};

/**
 * The watched session (undefined while none is live), or all live ones of the flow in front: at once when one comes,
 * goes or changes its state, their figures once a second.
 */
export function useThrottled<Topic extends keyof Shown>(figures: LiveFigures, topic: Topic): Shown[Topic] {
  const [shown, setShown] = useState(() => readers[topic](figures));
  useEffect(() => {
    let shownMs = Number.NEGATIVE_INFINITY;
    let shownSessions: string | undefined;
    const show = () => {
      const next = readers[topic](figures);
      const sessions = whichOf(next);
      if (sessions === shownSessions && performance.now() - shownMs < everyMs) return;
      shownMs = performance.now();
      shownSessions = sessions;
      setShown(next);
    };
    show();
    return figures.subscribe(topic, show);
  }, [figures, topic]);
  return shown;
}

/** Which sessions these are, and in which state. */
function whichOf(shown: Shown[keyof Shown]): string {
  const sessions: readonly SessionFigures[] = shown === undefined ? [] : [shown].flat();
  return sessions.map(({ sessionId, state }) => `${sessionId} ${state}`).join();
}
