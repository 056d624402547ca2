import "./session-transcript.css";
import { useMemo } from "react";
import { CaptionView } from "../captions/caption-view.tsx";
import { translationLanguages } from "../captions/transcript.ts";
import { useWatch, type WatchState } from "../captions/use-watch.ts";
import { type TextKey, useText } from "../texts/texts.ts";
import { StatusPill } from "../ui/status-pill.tsx";
import { CaptionTimeline } from "./caption-timeline.tsx";
import { DeviceNews } from "./device-news.tsx";
import { TranscriptActions } from "./transcript-actions.tsx";

const tones = { live: "live", waiting: "warn", ended: "calm", failed: "danger" } as const;

/** The transcript of one session, live or past. */
export function SessionTranscript(props: {
  readonly sessionId: string;
  /** For the link to readers, where the server asks for a token and this page runs the session. */
  readonly listenKey: string | undefined;
  /** What to do about its failure; only the page that ran the session gets it. */
  readonly hint: string | undefined;
}) {
  const { sessionId, listenKey, hint } = props;
  const t = useText();
  const watch = useWatch(sessionId, undefined);
  const { transcript } = watch;
  const { state, reason } = transcript;
  const languages = translationLanguages(transcript).join(" ");
  const choice = useMemo(
    () => ({ isOriginalShown: true, languages: languages.split(" ").filter(Boolean) }),
    [languages],
  );
  return (
    <div className="session-transcript">
      <div className="session-transcript-bar">
        {state !== undefined && <StatusPill tone={tones[state]}>{t(`captions.state.${state}`)}</StatusPill>}
        {reason !== undefined && <span className="muted">{[reason, hint].filter(Boolean).join(" ")}</span>}
        <TranscriptActions sessionId={sessionId} listenKey={listenKey} transcript={transcript} />
      </div>
      <DeviceNews sessionId={sessionId} />
      <CaptionTimeline segments={transcript.segments} />
      <CaptionView
        sessionId={sessionId}
        transcript={transcript}
        choice={choice}
        sizeRem={0.9375}
        canRename
        empty={<p className="captions-panel-empty">{t(emptyText(watch))}</p>}
      />
    </div>
  );
}

function emptyText({ isMissing, transcript: { state } }: WatchState): TextKey {
  if (isMissing) return "sessions.empty.missing";
  return state === "ended" || state === "failed" ? "sessions.empty.silent" : "sessions.empty.listening";
}
