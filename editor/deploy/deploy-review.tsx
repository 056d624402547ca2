import "./deploy-review.css";
import { type FormEvent, useMemo, useState } from "react";
import type { Problem } from "#engine/flow/problem.ts";
import { useEditor, useFlow, useNews, useSync, useTabState } from "../document/editor-context.tsx";
import { explainLine } from "../document/explain.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { focusField } from "../document/focus-field.ts";
import { nodeName } from "../document/node-name.ts";
import type { LiveFigures } from "../figures/live-figures.ts";
import { useFigures } from "../figures/use-figures.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useFocusFirst } from "../ui/use-focus-first.ts";
import { ChangeList, EffectTag } from "./change-list.tsx";
import { changesOf, type Effect, previewEffects } from "./changes.ts";
import { jumpToNode } from "./start-deploy.ts";

/** Why a deploy did not happen, or may not have. */
export type Refusal =
  | { readonly kind: "refused"; readonly problems: readonly Problem[] }
  | { readonly kind: "unsure" };

/** Longest note that the server takes. */
const noteLength = 500;

/** What differs, what it does to live sessions, and the way to deploy it. */
export function DeployReview(props: {
  readonly tab: FlowTab;
  readonly refusal: Refusal | undefined;
  onDeploy(note: string): Promise<void>;
}) {
  const { tab, refusal, onDeploy } = props;
  const editor = useEditor();
  const first = useFocusFirst<HTMLInputElement>();
  const t = useText();
  const [note, setNote] = useState("");
  const flow = useFlow(tab);
  const deployed = useTabState(tab, (state) => state.deployed);
  const isBusy = useSync(tab, ({ isDeploying }) => isDeploying);
  const isAway = useNews(({ connection }) => connection !== "open");
  const changes = useMemo(() => changesOf(deployed?.flow, flow), [deployed, flow]);
  const effects = useMemo(() => previewEffects(deployed?.flow, flow), [deployed, flow]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy && !isAway) void onDeploy(note);
  };
  return (
    <form className="deploy-dialog" onSubmit={submit}>
      {refusal !== undefined && <RefusalNotice refusal={refusal} />}
      <OthersNotice tab={tab} />
      <div className="deploy-review-changes">
        <ChangeList changes={changes} effects={effects} onJump={(nodeId) => jumpToNode(editor, nodeId)} />
      </div>
      <LiveEffects tab={tab} effects={effects} changed={new Set(changes.nodes.map(({ nodeId }) => nodeId))} />
      <TextField
        label={t("deploy.note")}
        placeholder={t("deploy.note.hint")}
        maxLength={noteLength}
        ref={first}
        value={note}
        onChange={setNote}
      />
      <div className="deploy-dialog-actions">
        {isAway && <span className="deploy-review-away">{t("deploy.why.away")}</span>}
        <Button size="small" onClick={() => editor.closeDialog()}>
          {t("app.cancel")}
        </Button>
        <Button type="submit" look="primary" size="small" disabled={isBusy || isAway}>
          {t(isBusy ? "deploy.busy" : "deploy.deployAs", { revision: (deployed?.revision ?? 0) + 1 })}
        </Button>
      </div>
    </form>
  );
}

/** What happens to live sessions, and to nodes that the changes do not name. */
function LiveEffects(props: {
  readonly tab: FlowTab;
  readonly effects: ReadonlyMap<string, Effect> | undefined;
  readonly changed: ReadonlySet<string>;
}) {
  const { tab, effects, changed } = props;
  const t = useText();
  const count = useFigures(useEditor().figures, "sessions", liveCount);
  if (effects === undefined) return null;
  const byEffect = Map.groupBy(effects, ([, effect]) => effect);
  const countOf = (effect: Effect) => byEffect.get(effect)?.length ?? 0;
  const besides = (byEffect.get("restarted") ?? []).map(([id]) => id).filter((id) => !changed.has(id));
  const restarts = countOf("restarted");
  return (
    <p className="deploy-review-live">
      <strong>{t(count === 0 ? "deploy.live.none" : "deploy.live", { count })}</strong>{" "}
      {restarts + countOf("tuned") + countOf("added") + countOf("removed") === 0
        ? t("deploy.live.nothing")
        : t("deploy.live.counts", { restarted: restarts, tuned: countOf("tuned"), kept: countOf("kept") })}
      {besides.map((id) => (
        <span key={id} className="deploy-review-besides">
          {nodeName(tab.flow, id)} <EffectTag effect="restarted" />
        </span>
      ))}
    </p>
  );
}

const liveCount = (figures: LiveFigures) => figures.sessions().length;

function RefusalNotice({ refusal }: { readonly refusal: Refusal }) {
  const editor = useEditor();
  const t = useText();
  if (refusal.kind === "unsure") return <Notice title={t("deploy.unsure")} hint={t("deploy.unsure.hint")} />;
  return (
    <div className="deploy-review-refused" role="alert">
      <strong>{t("deploy.refused")}</strong>
      <ul>
        {refusal.problems.map((problem) => (
          <li key={`${problem.code} ${problem.nodeId} ${problem.field} ${problem.message}`}>
            <button
              type="button"
              className="change-list-jump"
              onClick={() => {
                editor.closeDialog();
                focusField(editor, { nodeId: problem.nodeId, field: problem.field ?? "/name" });
              }}
            >
              {problem.nodeId ?? t("deploy.flow")}
            </button>{" "}
            {explainLine(problem)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A warning when somebody else has changes of the same flow that are not deployed. */
function OthersNotice({ tab }: { readonly tab: FlowTab }) {
  const t = useText();
  const editors = useNews((news) => news.editors);
  const dirty = editors.filter(({ flowId, dirty }) => flowId === tab.id && dirty);
  if (dirty.length === 0) return null;
  const names = [...new Set(dirty.map(({ name }) => name))].join(", ");
  return <Notice title={t("deploy.others", { names })} hint={t("deploy.others.hint")} />;
}
