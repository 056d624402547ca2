import type { Connection } from "../links/editor-link.ts";
import markUrl from "../ui/mark.svg";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { useStore } from "./data/store-context.ts";
import { Status } from "./panel.tsx";

const words: Record<Connection, { tone: "good" | "warn" | "bad"; text: string }> = {
  connecting: { tone: "warn", text: "Connecting…" },
  open: { tone: "good", text: "Connected" },
  lost: { tone: "bad", text: "Connection lost. Trying again…" },
  outdated: { tone: "warn", text: "The server is newer than this page. Reload it." },
};

/** The page's name, the state of its connection, and its colours. */
export function PageHeader() {
  const connection = useStore("connection", (store) => store.connection);
  const { tone, text } = words[connection];
  return (
    <header className="ops-header">
      <img src={markUrl} alt="" width={32} height={32} />
      <h1>Operations</h1>
      <div className="ops-connection" role="status">
        <Status tone={tone}>{text}</Status>
      </div>
      <nav aria-label="Pages">
        <a href="/live">Live captions</a>
      </nav>
      <ThemeToggle />
    </header>
  );
}
