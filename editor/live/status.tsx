import "./status.css";
import { isRunning } from "../links/is-running.ts";
import { useText } from "../texts/texts.ts";
import { formatMediaTime } from "../ui/format.ts";
import { StatusPill } from "../ui/status-pill.tsx";
import { useNow } from "../ui/use-now.ts";
import type { LiveState } from "./live-state.ts";

/** Where the session stands, in a word or two. */
export function Status({ state }: { readonly state: LiveState }) {
  const t = useText();
  const { link, session } = state;
  const nowMs = useNow(isRunning(state));
  switch (link?.phase) {
    case undefined:
      return null;
    case "connecting":
      return <StatusPill tone="warn">{t("live.connecting")}</StatusPill>;
    case "live":
      return (
        <>
          <StatusPill tone="live">{t("captions.state.live")}</StatusPill>
          <span className="live-status-elapsed figures muted">
            {formatMediaTime(nowMs - (session?.startedMs ?? nowMs))}
          </span>
        </>
      );
    case "reconnecting":
      return (
        <>
          <StatusPill tone="warn">{t("live.reconnecting")}</StatusPill>
          <span className="live-status-elapsed figures muted">
            {t("live.recording", { seconds: Math.max(0, Math.round((nowMs - link.sinceMs) / 1000)) })}
          </span>
        </>
      );
    case "stopping":
      return <StatusPill tone="warn">{t("live.finishing")}</StatusPill>;
    case "ended":
      return <StatusPill tone="calm">{t("captions.state.ended")}</StatusPill>;
    case "failed":
      return <StatusPill tone="danger">{t("captions.state.failed")}</StatusPill>;
  }
}
