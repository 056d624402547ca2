import "./top-bar.css";
import { DeployButton } from "../deploy/deploy-button.tsx";
import { useTab } from "../document/editor-context.tsx";
import { Presence } from "../presence/presence.tsx";
import { SessionBar } from "../sessions/session-bar.tsx";
import { TabStrip } from "../tabs/tab-strip.tsx";
import { useText } from "../texts/texts.ts";
import mark from "../ui/mark.svg";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { MainMenu } from "./commands/main-menu.tsx";

/** The bar at the top: menu, open flows, who else is here, the session, and the way to deploy. */
export function TopBar() {
  const t = useText();
  const tab = useTab();
  return (
    <header className="top-bar">
      <h1 className="visually-hidden">{t("app.title")}</h1>
      <a className="top-bar-brand" href="/editor" aria-label={t("app.title")}>
        <img src={mark} alt="" width={22} height={22} />
      </a>
      <MainMenu />
      <TabStrip />
      <div className="top-bar-end">
        {tab !== undefined && <Presence tab={tab} />}
        {tab !== undefined && <SessionBar tab={tab} />}
        {tab !== undefined && <DeployButton tab={tab} />}
        <ThemeToggle />
      </div>
    </header>
  );
}
