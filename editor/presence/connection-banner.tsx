import "./connection-banner.css";
import { Copy, GitMerge, RotateCw, Unplug } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useEditor, useNews, useSync, useTab, useTabState } from "../document/editor-context.tsx";
import { type FlowTab, isStale } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { useNow } from "../ui/use-now.ts";

/** A break as short as this is not worth a word, in ms. */
const quietMs = 800;

/** What a person has to know above everything else: the server is gone, somebody deployed, another tab has a draft. */
export function ConnectionBanner() {
  const tab = useTab();
  return (
    <div className="banners">
      <ServerBanner />
      {tab !== undefined && <StaleBanner tab={tab} />}
      {tab !== undefined && <ElsewhereBanner tab={tab} />}
    </div>
  );
}

function ServerBanner() {
  const editor = useEditor();
  const t = useText();
  const connection = useNews((news) => news.connection);
  const retryAtMs = useNews((news) => news.retryAtMs);
  const isShown = useLastsFor(connection === "lost", quietMs);
  const nowMs = useNow(isShown);
  if (connection === "outdated")
    return (
      <Banner tone="warn" icon={<RotateCw size={16} aria-hidden />} text={t("deploy.outdated")}>
        <Button size="small" onClick={() => location.reload()}>
          {t("deploy.reload")}
        </Button>
      </Banner>
    );
  if (!isShown) return null;
  const seconds = Math.max(0, Math.ceil(((retryAtMs ?? nowMs) - nowMs) / 1000));
  return (
    <Banner tone="danger" icon={<Unplug size={16} aria-hidden />} text={t("deploy.gone")}>
      <span className="figures" aria-hidden>
        {seconds === 0 ? t("deploy.gone.trying") : t("deploy.gone.next", { seconds })}
      </span>
      <Button size="small" onClick={() => editor.retryConnection?.()}>
        {t("deploy.gone.now")}
      </Button>
    </Banner>
  );
}

function StaleBanner({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const stale = useTabState(tab, isStale);
  const revision = useTabState(tab, ({ deployed }) => deployed?.revision ?? 0);
  const who = useSync(tab, ({ deployedBy }) => deployedBy) ?? t("deploy.somebody");
  if (!stale) return null;
  return (
    <Banner tone="warn" icon={<GitMerge size={16} aria-hidden />} text={t("deploy.stale", { who, revision })}>
      <Button size="small" onClick={() => editor.openDialog({ kind: "deploy" })}>
        {t("deploy.stale.review")}
      </Button>
    </Banner>
  );
}

function ElsewhereBanner({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const isSavedElsewhere = useSync(tab, (sync) => sync.isSavedElsewhere);
  if (!isSavedElsewhere) return null;
  return (
    <Banner tone="warn" icon={<Copy size={16} aria-hidden />} text={t("deploy.elsewhere")}>
      <Button size="small" onClick={() => editor.drafts?.takeOther(tab)}>
        {t("deploy.elsewhere.take")}
      </Button>
      <Button size="small" onClick={() => editor.drafts?.saveOwn(tab)}>
        {t("deploy.elsewhere.keep")}
      </Button>
    </Banner>
  );
}

function Banner(props: {
  readonly tone: "warn" | "danger";
  readonly icon: ReactNode;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="connection-banner" data-tone={props.tone}>
      {props.icon}
      <p role="status">{props.text}</p>
      {props.children}
    </div>
  );
}

/** Whether something has been so for a while. */
function useLastsFor(isSo: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLasts(true), ms);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isSo, ms]);
  return lasts;
}
