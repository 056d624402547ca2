import "./live-page.css";
import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { CaptionView } from "../captions/caption-view.tsx";
import { ownName } from "../captions/languages.ts";
import { translationLanguages } from "../captions/transcript.ts";
import type { LinkError } from "../links/audio-link.ts";
import { isRunning } from "../links/is-running.ts";
import { errorText } from "../texts/error-texts.ts";
import { useLanguage, useText } from "../texts/texts.ts";
import { LanguageMenu } from "../ui/language-menu.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageBar } from "../ui/page-bar.tsx";
import { TextSize, useTextSize } from "../ui/text-size.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { useDocumentTitle } from "../ui/use-document-title.ts";
import { useWakeLock } from "../ui/use-wake-lock.ts";
import { Dock } from "./dock.tsx";
import type { LiveController } from "./live-controller.ts";
import type { LiveState } from "./live-state.ts";
import { MicrophoneNotice } from "./microphone-notice.tsx";
import { SessionActions } from "./session-actions.tsx";
import { SetupCard } from "./setup-card.tsx";
import { Status } from "./status.tsx";

/** /live: speak, and read along in several languages. */
export function LivePage({ live }: { readonly live: LiveController }) {
  const t = useText();
  const state = useStore(live.store);
  const { link, session, transcript } = state;
  const { sizeRem, step, change } = useTextSize("patchbay.textSize.live", 1.25);
  useDocumentTitle(t("live.document"));
  useSpaceKey(live);
  useWakeLock(isRunning(state));
  return (
    <div className="live">
      <PageBar
        title={t("live.title")}
        status={<Status state={state} />}
        actions={
          <>
            {session !== undefined && <SessionActions session={session} transcript={transcript} />}
            {link !== undefined && <TextSize step={step} change={change} />}
            <LanguageMenu />
            <ThemeToggle />
          </>
        }
      />
      {link === undefined ? (
        <main className="live-setup">
          <SetupCard state={state} live={live} />
        </main>
      ) : (
        <RunningSession state={state} live={live} sizeRem={sizeRem} />
      )}
    </div>
  );
}

function RunningSession(props: {
  readonly state: LiveState;
  readonly live: LiveController;
  readonly sizeRem: number;
}) {
  const { state, live, sizeRem } = props;
  const { link, session, transcript, targetLanguages } = state;
  const languages = [...new Set([...targetLanguages, ...translationLanguages(transcript)])].join(" ");
  const choice = useMemo(
    () => ({ isOriginalShown: true, languages: languages.split(" ").filter(Boolean) }),
    [languages],
  );
  return (
    <>
      <main className="live-captions">
        {link?.phase === "failed" && <SessionError error={link.error} />}
        <MicrophoneNotice state={state} live={live} />
        <CaptionView
          sessionId={session?.sessionId ?? ""}
          transcript={transcript}
          choice={choice}
          sizeRem={sizeRem}
          canRename
          empty={<EmptyCaptions state={state} languages={choice.languages} />}
        />
      </main>
      <Dock state={state} live={live} />
    </>
  );
}

function SessionError({ error }: { readonly error: LinkError }) {
  const { what, hint, detail } = errorText(error);
  return <Notice title={what} hint={hint} detail={detail} />;
}

function EmptyCaptions({
  state,
  languages,
}: {
  readonly state: LiveState;
  readonly languages: readonly string[];
}) {
  const t = useText();
  const reader = useLanguage();
  if (!isRunning(state)) return <p className="live-empty">{t("live.empty.silent")}</p>;
  if (languages.length === 0) return <p className="live-empty">{t("live.empty.speak")}</p>;
  const names = languages.map((language) => ownName(language));
  return (
    <p className="live-empty">
      {t("live.empty.translated", { languages: new Intl.ListFormat(reader).format(names) })}
    </p>
  );
}

/** Space starts and stops, unless it means something else where the focus is. */
function useSpaceKey(live: LiveController): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== " " || event.repeat || event.defaultPrevented) return;
      const target = event.target as Element;
      if (target.closest("a, button, input, select, dialog, [role=button]") !== null) return;
      event.preventDefault();
      const state = live.store.getState();
      if (isRunning(state)) live.stop();
      else if (state.link === undefined) void live.start();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [live]);
}
