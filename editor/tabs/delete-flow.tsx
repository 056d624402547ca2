import "./delete-flow.css";
import { useState } from "react";
import { flowApi } from "../api/flow-api.ts";
import { discardDraft } from "../document/drafts.ts";
import { useEditor } from "../document/editor-context.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { useFocusFirst } from "../ui/use-focus-first.ts";

/** A flow that is about to be deleted. */
export interface Doomed {
  readonly id: string;
  readonly name: string;
  /** 0: never deployed. */
  readonly revision: number;
  /** A draft of this browser only. */
  readonly isLocal: boolean;
}

/** Says what goes with a flow, and asks before it is deleted. */
export function DeleteFlow({ doomed, onDone }: { readonly doomed: Doomed; onDone(): void }) {
  const editor = useEditor();
  const first = useFocusFirst<HTMLButtonElement>();
  const t = useText();
  const [isBusy, setBusy] = useState(false);
  const { id, name, revision, isLocal } = doomed;
  const live = editor.news.sessionCount(id);
  const remove = async () => {
    setBusy(true);
    const tab = editor.workspace.getState().tabs.find((each) => each.id === id);
    tab?.sync.setState({ isDeploying: true });
    try {
      if (!isLocal) await flowApi.remove(id);
      editor.close(id, true);
      discardDraft(id);
      editor.notify("info", t("deploy.delete.done", { name }));
    } catch (error) {
      tab?.sync.setState({ isDeploying: false });
      editor.fail(error);
    }
    onDone();
  };
  return (
    <div className="delete-flow">
      <p>
        {t(
          isLocal ? "deploy.delete.local" : revision > 0 ? "deploy.delete.deployed" : "deploy.delete.draft",
          {
            revision,
          },
        )}
      </p>
      {live > 0 && (
        <p>
          <strong>{t("deploy.delete.live", { count: live })}</strong>
        </p>
      )}
      <div className="delete-flow-actions">
        <Button size="small" ref={first} onClick={onDone}>
          {t("deploy.delete.keep")}
        </Button>
        <Button look="primary" size="small" disabled={isBusy} onClick={() => void remove()}>
          {t("deploy.delete.delete")}
        </Button>
      </div>
    </div>
  );
}
