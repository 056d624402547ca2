import "./live.css";
import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { CaptionView } from "../captions/caption-view.tsx";
import { ownName } from "../captions/languages.ts";
import { translationLanguages } from "../captions/transcript.ts";
import { isRunning } from "../links/is-running.ts";
import { Notice } from "../ui/notice.tsx";
import { PageBar } from "../ui/page-bar.tsx";
import { TextSize, useTextSize } from "../ui/text-size.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
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
  const state = useStore(live.store);
  const { link, session, transcript } = state;
  const { sizeRem, step, change } = useTextSize("patchbay.textSize.live", 1.25);
  useSpaceKey(live);
  useWakeLock(isRunning(state));
  return (
    <div className="live">
      <PageBar
        title="Live captions"
        status={<Status state={state} />}
        actions={
          <>
            {session !== undefined && <SessionActions session={session} transcript={transcript} />}
            {link !== undefined && <TextSize step={step} change={change} />}
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
        {link?.phase === "failed" && <Notice title={link.error.message} hint={link.error.hint} />}
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

function EmptyCaptions({
  state,
  languages,
}: {
  readonly state: LiveState;
  readonly languages: readonly string[];
}) {
  if (!isRunning(state)) return <p className="captions-empty">Nothing was said.</p>;
  const translated = new Intl.ListFormat("en").format(languages.map(ownName));
  return (
    <p className="captions-empty">
      Speak: what you say appears here{translated === "" ? "" : `, and in ${translated}`}.
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
