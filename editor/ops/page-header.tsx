import type { Connection } from "../links/editor-link.ts";
import { useText } from "../texts/texts.ts";
import { LanguageMenu } from "../ui/language-menu.tsx";
import markUrl from "../ui/mark.svg";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { useStore } from "./data/store-context.ts";
import { Status } from "./panel.tsx";

const tones: Readonly<Record<Connection, "good" | "warn" | "bad">> = {
  connecting: "warn",
  open: "good",
  lost: "bad",
  outdated: "warn",
};

/** The page's name, the state of its connection, and its colours. */
export function PageHeader() {
  const t = useText();
  const connection = useStore("connection", (store) => store.connection);
  return (
    <header className="ops-header">
      <img src={markUrl} alt="" width={32} height={32} />
      <h1>{t("ops.title")}</h1>
      <div className="ops-connection" role="status">
        <Status tone={tones[connection]}>{t(`ops.connection.${connection}`)}</Status>
      </div>
      <nav aria-label={t("ops.pages")}>
        <a href="/live">{t("ops.live")}</a>
      </nav>
      <LanguageMenu />
      <ThemeToggle />
    </header>
  );
}
