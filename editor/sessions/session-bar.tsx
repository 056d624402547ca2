import "./session-bar.css";
import { Mic, Square } from "lucide-react";
import { useStore } from "zustand";
import { useTabState } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { isRunning } from "../links/is-running.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { formatMediaTime } from "../ui/format.ts";
import { Meter } from "../ui/meter.tsx";
import { Tooltip, TooltipGroup } from "../ui/tooltip.tsx";
import { useNow } from "../ui/use-now.ts";
import { useWakeLock } from "../ui/use-wake-lock.ts";
import { feedProblem, otherRevision } from "./feed-problem.ts";
import { FileControls } from "./file-controls.tsx";
import { useOwnSession } from "./own-session-context.ts";
import type { OwnState } from "./own-state.ts";
import { SourceMenu } from "./source-menu.tsx";
import { WatchedMenu } from "./watched-menu.tsx";

/** Live sessions in the top bar: which one is watched, and the one that this page feeds. */
export function SessionBar({ tab }: { readonly tab: FlowTab }) {
  const ownSession = useOwnSession();
  const own = useStore(ownSession.store);
  const runs = isRunning(own);
  useWakeLock(runs);
  return (
    <TooltipGroup>
      <div className="session-bar">
        <WatchedMenu ownId={own.session?.sessionId} />
        {runs ? <Running tab={tab} own={own} /> : <SpeakButton tab={tab} />}
        <SourceMenu tab={tab} own={own} />
      </div>
    </TooltipGroup>
  );
}

/** It stays reachable where it cannot be pressed, so that everybody learns why. */
function SpeakButton({ tab }: { readonly tab: FlowTab }) {
  const ownSession = useOwnSession();
  const t = useText();
  const problem = useTabState(tab, feedProblem);
  const revision = useTabState(tab, ({ deployed }) => deployed?.revision ?? 0);
  const differs = useTabState(tab, otherRevision) !== undefined;
  const tip = t(differs ? "sessions.draftDiffers" : "sessions.speakTip", { revision });
  return (
    <Tooltip content={problem === undefined ? tip : t(`sessions.${problem}`)}>
      <Button
        size="small"
        className="session-bar-speak"
        aria-disabled={problem !== undefined}
        onClick={() => void ownSession.speak()}
      >
        <Mic size={16} aria-hidden />
        <span className="session-bar-word">{t("sessions.speak")}</span>
        {differs && problem === undefined && <span className="session-bar-differs" aria-hidden />}
      </Button>
    </Tooltip>
  );
}

function Running({ tab, own }: { readonly tab: FlowTab; readonly own: OwnState }) {
  const ownSession = useOwnSession();
  const t = useText();
  const isStopping = own.link?.phase === "stopping";
  return (
    <div className="session-bar-running" data-source={own.source}>
      {own.flowId !== tab.id && (
        <span className="session-bar-flow">{t("sessions.into", { flow: own.flowId ?? "" })}</span>
      )}
      {own.source === "file" ? (
        <FileControls own={own} />
      ) : (
        <Meter label={t("microphone.level")} level={ownSession.level} />
      )}
      <Elapsed own={own} />
      <Button
        size="small"
        className="session-bar-stop"
        disabled={isStopping}
        onClick={() => ownSession.stop()}
      >
        <Square size={13} fill="currentColor" aria-hidden />
        <span className="session-bar-word">{t(isStopping ? "sessions.stopping" : "sessions.stop")}</span>
      </Button>
    </div>
  );
}

/** How long it has run; until then, and while the server is away, what it waits for. */
function Elapsed({ own }: { readonly own: OwnState }) {
  const t = useText();
  const { link, session, source, file } = own;
  const nowMs = useNow(true);
  const isReading = source === "file" && file?.durationMs === 0;
  if (link?.phase === "connecting")
    return (
      <span className="session-bar-time">{t(isReading ? "sessions.reading" : "sessions.connecting")}</span>
    );
  if (link?.phase === "reconnecting")
    return <span className="session-bar-time">{t("sessions.reconnecting")}</span>;
  if (source === "file" || session === undefined) return null;
  return (
    <span className="session-bar-time figures">
      {formatMediaTime(Math.max(0, nowMs - session.startedMs))}
    </span>
  );
}
