import "./deploy-dialog.css";
import { useState } from "react";
import type { Deployed } from "#engine/protocol/rest/flows.ts";
import { deployTab } from "../document/deploying.ts";
import { useEditor, useTabState } from "../document/editor-context.tsx";
import { type FlowTab, isStale } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ConflictReview } from "./conflict-review.tsx";
import { DeployResult } from "./deploy-result.tsx";
import { DeployReview, type Refusal } from "./deploy-review.tsx";

interface Done {
  readonly revision: number;
  readonly sessions: Deployed["sessions"];
}

/** What a deploy changes, and what came of it; where somebody else deployed meanwhile, both sides first. */
export function DeployDialog({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const stale = useTabState(tab, isStale);
  const name = useTabState(tab, ({ flow }) => flow.name);
  const [done, setDone] = useState<Done>();
  const [refusal, setRefusal] = useState<Refusal>();
  const close = () => editor.closeDialog();
  const deploy = async (note: string) => {
    setRefusal(undefined);
    try {
      const outcome = await deployTab(tab, note);
      if (outcome.kind === "refused") setRefusal(outcome);
      if (outcome.kind === "unsure") setRefusal({ kind: "unsure" });
      if (outcome.kind !== "deployed") return;
      const { revision, sessions = [] } = outcome;
      editor.withdraw("start");
      editor.notify("good", t("deploy.done", { name, revision }), "deploy");
      if (sessions.length === 0) close();
      else setDone({ revision, sessions });
    } catch (error) {
      close();
      editor.fail(error);
    }
  };
  const title = done !== undefined ? "deploy.result" : stale ? "deploy.conflict.title" : "deploy.title";
  return (
    <Dialog look="wide" title={t(title, { name })} closeLabel={t("app.close")} onClose={close}>
      {done !== undefined ? (
        <DeployResult {...done} onClose={close} />
      ) : stale ? (
        <ConflictReview tab={tab} />
      ) : (
        <DeployReview tab={tab} refusal={refusal} onDeploy={deploy} />
      )}
    </Dialog>
  );
}
