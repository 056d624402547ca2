import "./tab-strip.css";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { saveTab } from "../document/deploying.ts";
import { useEditor, useSync, useTabState } from "../document/editor-context.tsx";
import { type FlowTab, isDirty, isStale } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useFocusFirst } from "../ui/use-focus-first.ts";
import { closeTab, isOnlyHere } from "./close-tab.ts";

/** The open flows. A dot says that a draft differs from what is deployed. */
export function TabStrip() {
  const editor = useEditor();
  const t = useText();
  const tabs = useStore(editor.workspace, (state) => state.tabs);
  const activeId = useStore(editor.workspace, (state) => state.activeId);
  const [closing, setClosing] = useState<FlowTab>();
  const close = (tab: FlowTab) => (isOnlyHere(tab) ? setClosing(tab) : closeTab(editor, tab));
  return (
    <nav className="tab-strip" aria-label={t("deploy.tabs")}>
      <ul>
        {tabs.map((tab) => (
          <TabItem key={tab.id} tab={tab} isActive={tab.id === activeId} onClose={() => close(tab)} />
        ))}
      </ul>
      <Button
        look="quiet"
        size="small"
        iconOnly
        className="tab-strip-add"
        aria-label={t("deploy.open")}
        title={t("deploy.open")}
        onClick={() => editor.openDialog({ kind: "open-flow" })}
      >
        <Plus size={16} aria-hidden />
      </Button>
      {closing !== undefined && <CloseDialog tab={closing} onClose={() => setClosing(undefined)} />}
    </nav>
  );
}

function TabItem(props: { readonly tab: FlowTab; readonly isActive: boolean; onClose(): void }) {
  const { tab, isActive, onClose } = props;
  const editor = useEditor();
  const t = useText();
  const name = useTabState(tab, ({ flow }) => flow.name);
  const dirty = useTabState(tab, isDirty);
  const stale = useTabState(tab, isStale);
  const isNew = useSync(tab, ({ onServer }) => onServer === undefined);
  const revision = useTabState(tab, ({ deployed }) => deployed?.revision);
  const words = t(tabWords({ stale, isNew, isDeployed: revision !== undefined }), {
    revision: revision ?? 0,
  });
  return (
    <li className="tab-strip-tab" data-active={isActive ? "" : undefined}>
      <button
        type="button"
        className="tab-strip-name"
        aria-current={isActive ? "page" : undefined}
        title={dirty || stale ? `${name} – ${words}` : name}
        onClick={() => editor.activate(tab.id)}
        onAuxClick={(event) => event.button === 1 && onClose()}
      >
        <span>{name}</span>
        {(dirty || stale) && (
          <span className="tab-strip-dot" data-tone={stale ? "danger" : "warn"}>
            <span className="visually-hidden">, {words}</span>
          </span>
        )}
      </button>
      <button
        type="button"
        className="tab-strip-close"
        aria-label={t("deploy.tab.close", { name })}
        onClick={onClose}
      >
        <X size={13} aria-hidden />
      </button>
    </li>
  );
}

function tabWords(of: { readonly stale: boolean; readonly isNew: boolean; readonly isDeployed: boolean }) {
  if (of.stale) return "deploy.tab.stale";
  if (of.isNew) return "deploy.tab.new";
  return of.isDeployed ? "deploy.tab.changed" : "deploy.tab.dirty";
}

/** Asks what to do with a draft that is nowhere but in this browser. */
function CloseDialog({ tab, onClose }: { readonly tab: FlowTab; onClose(): void }) {
  const editor = useEditor();
  const first = useFocusFirst<HTMLButtonElement>();
  const t = useText();
  const { name } = tab.flow;
  const leave = (discard: boolean) => {
    onClose();
    editor.close(tab.id, discard);
  };
  const save = async () => {
    try {
      await saveTab(tab);
      leave(false);
    } catch (error) {
      onClose();
      editor.fail(error);
    }
  };
  return (
    <Dialog title={t("deploy.tab.close", { name })} closeLabel={t("app.cancel")} onClose={onClose}>
      <div className="tab-strip-closing">
        <p>{t("deploy.tab.onlyHere")}</p>
        <Button look="primary" size="small" ref={first} onClick={() => leave(false)}>
          {t("deploy.tab.keep")}
        </Button>
        <Button size="small" onClick={() => void save()}>
          {t("deploy.tab.save")}
        </Button>
        <Button size="small" onClick={() => leave(true)}>
          {t("deploy.tab.discard")}
        </Button>
      </div>
    </Dialog>
  );
}
