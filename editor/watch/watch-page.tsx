import "./watch-page.css";
import { Maximize, Minimize } from "lucide-react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { CaptionView } from "../captions/caption-view.tsx";
import { ownName } from "../captions/languages.ts";
import { translationLanguages } from "../captions/transcript.ts";
import { useWatch, type WatchState } from "../captions/use-watch.ts";
import { type TextKey, text, useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { LanguageMenu } from "../ui/language-menu.tsx";
import { PageBar } from "../ui/page-bar.tsx";
import { Select } from "../ui/select.tsx";
import { StatusPill } from "../ui/status-pill.tsx";
import { readStored, writeStored } from "../ui/storage.ts";
import { TextSize, useTextSize } from "../ui/text-size.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { useDocumentTitle } from "../ui/use-document-title.ts";
import { useWakeLock } from "../ui/use-wake-lock.ts";

const viewKey = "patchbay.watch.view";

/** /watch/:session: somebody else's session, captions only, to read from afar. */
export function WatchPage(props: {
  readonly sessionId: string;
  /** From the link; undefined where the server asks for no token. */
  readonly listenKey: string | undefined;
}) {
  const { sessionId, listenKey } = props;
  const t = useText();
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
  useDocumentTitle(t("watch.document"));
  useWakeLock(transcript.state === "live");
  return (
    <div className="watch">
      <PageBar
        title={t("captions.title")}
        status={<WatchStatus watch={watch} />}
        actions={
          <>
            <Select
              label={t("watch.show")}
              hideLabel
              value={choice.view}
              choices={viewsOf(languages.split(" ").filter(Boolean))}
              onChange={choose}
            />
            <TextSize step={step} change={change} />
            <LanguageMenu />
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
          empty={<p className="watch-empty">{t(emptyText(watch))}</p>}
        />
      </main>
    </div>
  );
}

function viewsOf(languages: readonly string[]) {
  return [
    { value: "all", label: text(languages.length === 0 ? "captions.title" : "watch.all") },
    ...(languages.length === 0 ? [] : [{ value: "original", label: text("watch.original") }]),
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
  const t = useText();
  if (isMissing) return <StatusPill tone="danger">{t("watch.missing")}</StatusPill>;
  if (transcript.state === "ended") return <StatusPill tone="calm">{t("captions.state.ended")}</StatusPill>;
  if (transcript.state === "failed")
    return <StatusPill tone="danger">{t("captions.state.failed")}</StatusPill>;
  if (!isConnected) return <StatusPill tone="warn">{t("watch.connecting")}</StatusPill>;
  if (transcript.state === "waiting")
    return <StatusPill tone="warn">{t("captions.state.waiting")}</StatusPill>;
  return <StatusPill tone="live">{t("captions.state.live")}</StatusPill>;
}

function emptyText({ transcript, isMissing, isConnected }: WatchState): TextKey {
  if (isMissing) return "watch.empty.missing";
  if (!isConnected && transcript.state === undefined) return "watch.empty.looking";
  if (transcript.state === "ended" || transcript.state === "failed") return "watch.empty.silent";
  return "watch.empty.waiting";
}

function FullscreenToggle() {
  const t = useText();
  const isFull = useSyncExternalStore(onFullscreen, () => document.fullscreenElement !== null);
  useEffect(() => () => void document.exitFullscreen?.().catch(() => {}), []);
  if (!document.fullscreenEnabled) return null;
  const label = t(isFull ? "watch.fullscreen.leave" : "watch.fullscreen.enter");
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
