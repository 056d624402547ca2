import "./captions-panel.css";
import { useState } from "react";
import { useStore } from "zustand";
import { useEditor, useTabState } from "../document/editor-context.tsx";
import { explain } from "../document/explain.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { watchedIdOf } from "../figures/live-figures.ts";
import { useFigures } from "../figures/use-figures.ts";
import { useText } from "../texts/texts.ts";
import { useOwnSession } from "./own-session-context.ts";
import { SessionList } from "./session-list.tsx";
import { SessionTranscript } from "./session-transcript.tsx";

/**
 * What is said in the watched session, beside the graph. When none is live, or one is chosen from the list: what was
 * said in a past one.
 */
export function CaptionsPanel({ tab }: { readonly tab: FlowTab }) {
  return <PanelOf key={tab.id} tab={tab} />;
}

function PanelOf({ tab }: { readonly tab: FlowTab }) {
  const flowId = tab.id;
  const isDeployed = useTabState(tab, ({ deployed }) => deployed !== undefined);
  const editor = useEditor();
  const t = useText();
  const own = useStore(useOwnSession().store);
  const watchedId = useFigures(editor.figures, "watched", watchedIdOf);
  const [past, setPast] = useState<{ readonly sessionId: string; readonly watchedId: string | undefined }>();
  // One that has ended stays until there is another.
  const [last, setLast] = useState(watchedId);
  if (watchedId !== undefined && watchedId !== last) setLast(watchedId);
  const showPast = (sessionId: string) => setPast({ sessionId, watchedId });
  const showLive = (sessionId: string) => {
    setPast(undefined);
    editor.view.setState({ watchedSession: sessionId });
  };
  // Somebody who reads an old transcript goes on reading when a session ends, but a new one is what counts.
  const isPastWanted = watchedId === undefined || watchedId === past?.watchedId;
  const ownId = own.flowId === flowId ? own.session?.sessionId : undefined;
  const ownHint = own.link?.phase === "failed" ? explain(own.link.error).hint : undefined;
  const shownId = (isPastWanted ? past?.sessionId : undefined) ?? watchedId ?? last ?? ownId;
  return (
    <div className="captions-panel">
      <SessionList flowId={flowId} shownId={shownId} onLive={showLive} onPast={showPast} />
      {shownId === undefined ? (
        <p className="captions-panel-empty">
          {t(isDeployed ? "sessions.empty.start" : "sessions.empty.deploy")}
        </p>
      ) : (
        <SessionTranscript
          key={shownId}
          sessionId={shownId}
          listenKey={shownId === ownId ? own.session?.listenKey : undefined}
          hint={shownId === ownId ? ownHint : undefined}
        />
      )}
    </div>
  );
}
