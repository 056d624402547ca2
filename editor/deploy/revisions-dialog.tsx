import "./deploy-dialog.css";
import "./revisions-dialog.css";
import { useEffect, useState } from "react";
import { isEqual } from "#engine/flow/equal.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { Revision } from "#engine/protocol/rest/flows.ts";
import { flowApi } from "../api/flow-api.ts";
import { rollBackTab } from "../document/deploying.ts";
import { useEditor, useFlow, useNews, useSync, useTabState } from "../document/editor-context.tsx";
import { type FlowTab, isDirty } from "../document/flow-tab.ts";
import { useLanguage, useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatDateTime } from "../ui/format.ts";
import { ChangeList } from "./change-list.tsx";
import { changesOf } from "./changes.ts";

/** What was deployed before: look at it against the draft, take it into the draft, or deploy it again now. */
export function RevisionsDialog({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const revisions = useRevisions(tab);
  const [chosen, setChosen] = useState<number>();
  const name = useTabState(tab, ({ flow }) => flow.name);
  const active = useTabState(tab, ({ deployed }) => deployed?.revision);
  const shown = chosen ?? revisions?.find(({ revision }) => revision !== active)?.revision ?? active;
  return (
    <Dialog
      look="wide"
      title={t("deploy.revisions.title", { name })}
      closeLabel={t("app.close")}
      onClose={() => editor.closeDialog()}
    >
      {revisions === undefined && <p className="muted">{t("deploy.loading")}</p>}
      {revisions?.length === 0 && <p className="muted">{t("deploy.revisions.none")}</p>}
      {revisions !== undefined && shown !== undefined && revisions.length > 0 && (
        <div className="revisions-dialog">
          <ul className="revisions-dialog-list">
            {revisions.map((each) => (
              <li key={each.revision}>
                <button
                  type="button"
                  aria-current={each.revision === shown}
                  onClick={() => setChosen(each.revision)}
                >
                  <RevisionWords revision={each} isActive={each.revision === active} />
                </button>
              </li>
            ))}
          </ul>
          <RevisionView key={shown} tab={tab} revision={shown} isActive={shown === active} />
        </div>
      )}
    </Dialog>
  );
}

function useRevisions(tab: FlowTab): readonly Revision[] | undefined {
  const editor = useEditor();
  const [revisions, setRevisions] = useState<readonly Revision[]>();
  useEffect(() => {
    let isWanted = true;
    const isOnServer = tab.sync.getState().onServer !== undefined;
    (isOnServer ? flowApi.revisions(tab.id) : Promise.resolve([])).then(
      (list) => isWanted && setRevisions(list),
      (error: unknown) => {
        if (!isWanted) return;
        editor.closeDialog();
        editor.fail(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [editor, tab]);
  return revisions;
}

function RevisionWords({ revision, isActive }: { readonly revision: Revision; readonly isActive: boolean }) {
  const t = useText();
  const language = useLanguage();
  const { added, removed, changed } = revision.diff;
  return (
    <>
      <span className="revisions-dialog-head">
        <strong>{t("deploy.revision", { revision: revision.revision })}</strong>
        {isActive && <span className="revisions-dialog-active">{t("deploy.revisions.active")}</span>}
        <span className="muted figures">
          +{added.length} −{removed.length} ~{changed.length}
        </span>
      </span>
      <span className="muted">
        {[formatDateTime(revision.timeMs, language), revision.author].filter(Boolean).join(" · ")}
      </span>
      {revision.note !== "" && <span>{revision.note}</span>}
    </>
  );
}

/** One revision against the draft. */
function RevisionView(props: {
  readonly tab: FlowTab;
  readonly revision: number;
  readonly isActive: boolean;
}) {
  const { tab, revision, isActive } = props;
  const editor = useEditor();
  const t = useText();
  const draft = useFlow(tab);
  const hasDraft = useTabState(tab, isDirty);
  const isAway = useNews(({ connection }) => connection !== "open");
  const isBusy = useSync(tab, ({ isDeploying }) => isDeploying);
  const flow = useRevisionFlow(tab, revision);
  const [isRolling, setRolling] = useState(false);
  if (flow === undefined) return <p className="muted">{t("deploy.loading")}</p>;
  const isSame = isEqual(flow, draft);
  const restore = () => {
    tab.change(() => flow);
    editor.closeDialog();
    editor.notify("info", t("deploy.revisions.restored", { revision }));
  };
  const rollBack = async () => {
    setRolling(true);
    try {
      const answer = await rollBackTab(tab, revision);
      editor.notify("good", t("deploy.revisions.rolledBack", { revision, now: answer.revision }));
    } catch (error) {
      editor.fail(error);
    }
    editor.closeDialog();
  };
  return (
    <div className="revisions-dialog-view">
      <h3>{t("deploy.revisions.toDraft", { revision })}</h3>
      <ChangeList changes={changesOf(draft, flow)} />
      {hasDraft && !isActive && <p className="muted">{t("deploy.revisions.draftStays")}</p>}
      <div className="deploy-dialog-actions">
        <Button size="small" disabled={isSame} onClick={restore}>
          {t("deploy.revisions.restore")}
        </Button>
        <Button
          look="primary"
          size="small"
          disabled={isActive || isAway || isBusy || isRolling}
          onClick={() => void rollBack()}
        >
          {t("deploy.revisions.rollBack")}
        </Button>
      </div>
    </div>
  );
}

function useRevisionFlow(tab: FlowTab, revision: number): Flow | undefined {
  const editor = useEditor();
  const [flow, setFlow] = useState<Flow>();
  useEffect(() => {
    let isWanted = true;
    flowApi.revision(tab.id, revision).then(
      (found) => isWanted && setFlow(found),
      (error: unknown) => isWanted && editor.fail(error),
    );
    return () => {
      isWanted = false;
    };
  }, [editor, tab, revision]);
  return flow;
}
