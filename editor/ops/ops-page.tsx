import "./ops-page.css";
import { useText } from "../texts/texts.ts";
import { useDocumentTitle } from "../ui/use-document-title.ts";
import { ChartsPanel } from "./charts/charts-panel.tsx";
import { LogPanel } from "./log-panel.tsx";
import { DevicesPanel } from "./machine/devices-panel.tsx";
import { ModelsPanel } from "./machine/models-panel.tsx";
import { ServicesPanel } from "./machine/services-panel.tsx";
import { PageHeader } from "./page-header.tsx";
import { LiveSessions } from "./sessions/live-sessions.tsx";
import { PastSessions } from "./sessions/past-sessions.tsx";

/** The page of whoever runs the server: what it does now, what it did, and how it is. */
export function OpsPage() {
  useDocumentTitle(useText()("ops.document"));
  return (
    <div className="ops">
      <PageHeader />
      <main className="ops-main">
        <ChartsPanel />
        <div className="ops-columns">
          <div className="ops-column ops-machine">
            <ServicesPanel />
            <DevicesPanel />
            <ModelsPanel />
          </div>
          <div className="ops-column ops-sessions">
            <LiveSessions />
            <PastSessions />
          </div>
          <div className="ops-column ops-log">
            <LogPanel />
          </div>
        </div>
      </main>
    </div>
  );
}
