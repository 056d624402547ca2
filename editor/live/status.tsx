import { formatTime } from "../captions/plain-text.ts";
import { isRunning } from "../links/is-running.ts";
import { StatusPill } from "../ui/status-pill.tsx";
import { useNow } from "../ui/use-now.ts";
import type { LiveState } from "./live-state.ts";

/** Where the session stands, in a word or two. */
export function Status({ state }: { readonly state: LiveState }) {
  const { link, session } = state;
  const nowMs = useNow(isRunning(state));
  switch (link?.phase) {
    case undefined:
      return null;
    case "connecting":
      return <StatusPill tone="warn">Connecting…</StatusPill>;
    case "live":
      return (
        <>
          <StatusPill tone="live">Live</StatusPill>
          <span className="elapsed figures muted">{formatTime(nowMs - (session?.startedMs ?? nowMs))}</span>
        </>
      );
    case "reconnecting":
      return (
        <>
          <StatusPill tone="warn">Reconnecting</StatusPill>
          <span className="elapsed figures muted">
            {Math.max(0, Math.round((nowMs - link.sinceMs) / 1000))} s, still recording
          </span>
        </>
      );
    case "stopping":
      return <StatusPill tone="warn">Finishing…</StatusPill>;
    case "ended":
      return <StatusPill tone="calm">Ended</StatusPill>;
    case "failed":
      return <StatusPill tone="danger">Failed</StatusPill>;
  }
}
