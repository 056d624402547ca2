import "./watch.css";
import { Maximize, Minimize } from "lucide-react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { CaptionView } from "../captions/caption-view.tsx";
import { ownName } from "../captions/languages.ts";
import { translationLanguages } from "../captions/transcript.ts";
import { useWatch, type WatchState } from "../captions/use-watch.ts";
import { Button } from "../ui/button.tsx";
import { PageBar } from "../ui/page-bar.tsx";
import { Select } from "../ui/select.tsx";
import { StatusPill } from "../ui/status-pill.tsx";
import { readStored, writeStored } from "../ui/storage.ts";
import { TextSize, useTextSize } from "../ui/text-size.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { useWakeLock } from "../ui/use-wake-lock.ts";

const viewKey = "patchbay.watch.view";

/** /watch/:session: somebody else's session, captions only, to read from afar. */
export function WatchPage(props: {
  readonly sessionId: string;
  /** From the link; undefined where the server asks for no token. */
  readonly listenKey: string | undefined;
}) {
  const { sessionId, listenKey } = props;
  const watch = useWatch(sessionId, listenKey);
  const { transcript } = watch;
  const { sizeRem, step, change } = useTextSize("patchbay.textSize.watch", 1.875);
  const [view, setView] = useState(() => readStored<string>("localStorage", viewKey) ?? "all");
  const languages = translationLanguages(transcript).join(" ");
  const choice = useMemo(() => choiceOf(view, languages.split(" ").filter(Boolean)), [view, languages]);
  const choose = (chosen: string) => {
    setView(chosen);
    writeStored("localStorage", viewKey, chosen);
  };
  useWakeLock(transcript.state === "live");
  return (
    <div className="watch">
      <PageBar
        title="Captions"
        status={<WatchStatus watch={watch} />}
        actions={
          <>
            <Select
              label="Show"
              hideLabel
              value={choice.view}
              choices={viewsOf(languages.split(" ").filter(Boolean))}
              onChange={choose}
            />
            <TextSize step={step} change={change} />
            <ThemeToggle />
            <FullscreenToggle />
          </>
        }
      />
      <main className="watch-captions">
        <CaptionView
          sessionId={sessionId}
          transcript={transcript}
          choice={choice}
          sizeRem={sizeRem}
          empty={<p className="watch-empty">{emptyText(watch)}</p>}
        />
      </main>
    </div>
  );
}

function viewsOf(languages: readonly string[]) {
  return [
    { value: "all", label: languages.length === 0 ? "Captions" : "All languages" },
    ...(languages.length === 0 ? [] : [{ value: "original", label: "Original only" }]),
    ...languages.map((value) => ({ value, label: ownName(value) })),
  ];
}

function choiceOf(view: string, languages: readonly string[]) {
  if (view === "original") return { view, isOriginalShown: true, languages: [] };
  if (languages.includes(view)) return { view, isOriginalShown: false, languages: [view] };
  return { view: "all", isOriginalShown: true, languages };
}

function WatchStatus({ watch }: { readonly watch: WatchState }) {
  const { transcript, isConnected, isMissing } = watch;
  if (isMissing) return <StatusPill tone="danger">Not found</StatusPill>;
  if (transcript.state === "ended") return <StatusPill tone="calm">Ended</StatusPill>;
  if (transcript.state === "failed") return <StatusPill tone="danger">Failed</StatusPill>;
  if (!isConnected) return <StatusPill tone="warn">Connecting…</StatusPill>;
  if (transcript.state === "waiting") return <StatusPill tone="warn">Speaker is away</StatusPill>;
  return <StatusPill tone="live">Live</StatusPill>;
}

function emptyText({ transcript, isMissing, isConnected }: WatchState): string {
  if (isMissing) return "There is no such session. Ask for a new link.";
  if (!isConnected && transcript.state === undefined) return "Looking for the session…";
  if (transcript.state === "ended" || transcript.state === "failed") return "Nothing was said.";
  return "Captions appear here as soon as somebody speaks.";
}

function FullscreenToggle() {
  const isFull = useSyncExternalStore(onFullscreen, () => document.fullscreenElement !== null);
  useEffect(() => () => void document.exitFullscreen?.().catch(() => {}), []);
  if (!document.fullscreenEnabled) return null;
  const label = isFull ? "Leave full screen" : "Full screen";
  const toggle = () => (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return (
    <Button look="quiet" size="small" iconOnly aria-label={label} title={label} onClick={() => void toggle()}>
      {isFull ? <Minimize size={18} aria-hidden /> : <Maximize size={18} aria-hidden />}
    </Button>
  );
}

function onFullscreen(changed: () => void): () => void {
  document.addEventListener("fullscreenchange", changed);
  return () => document.removeEventListener("fullscreenchange", changed);
}
