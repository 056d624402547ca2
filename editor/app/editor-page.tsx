import "./editor-page.css";
import { Canvas } from "../canvas/canvas.tsx";
import { useTab, useView } from "../document/editor-context.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { Palette } from "../palette/palette.tsx";
import { ConnectionBanner } from "../presence/connection-banner.tsx";
import { useOwnSession } from "../sessions/own-session-context.ts";
import { useText } from "../texts/texts.ts";
import { useDocumentTitle } from "../ui/use-document-title.ts";
import { EmptyCanvas } from "../welcome/empty-canvas.tsx";
import { EmptyState } from "../welcome/empty-state.tsx";
import { TourOffer } from "../welcome/tour-offer.tsx";
import { useShortcuts } from "./commands/use-shortcuts.ts";
import { Dialogs } from "./dialogs.tsx";
import { Dock } from "./dock.tsx";
import { FileDrop } from "./file-drop.tsx";
import { Notices } from "./notices.tsx";
import { TopBar } from "./top-bar.tsx";

/** The editor: bar, palette, canvas, inspector, and the dock under the canvas. */
export function EditorPage() {
  const tab = useTab();
  const session = useOwnSession();
  const isInspectorOpen = useView((view) => view.isInspectorOpen);
  useShortcuts();
  useDocumentTitle(useText()("app.title"));
  return (
    <div className="editor">
      <TopBar />
      <ConnectionBanner />
      <div className="editor-middle">
        {tab !== undefined && <Palette />}
        <main className="editor-main">
          {tab === undefined ? (
            <EmptyState speak={() => session.speak()} />
          ) : (
            <Canvas key={tab.id} tab={tab} />
          )}
          {tab !== undefined && <EmptyCanvas tab={tab} />}
          {tab !== undefined && <TourOffer />}
          {tab !== undefined && <Dock tab={tab} />}
        </main>
        {tab !== undefined && isInspectorOpen && <Inspector tab={tab} />}
      </div>
      <Dialogs />
      <Notices />
      <FileDrop />
    </div>
  );
}
