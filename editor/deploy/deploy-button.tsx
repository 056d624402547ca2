import "./deploy-button.css";
import { Rocket } from "lucide-react";
import { useMemo } from "react";
import { useEditor, useFlow, useNews, useSync, useTabState } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { problemsOf } from "../document/problems.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { KeyCaps } from "../ui/key-cap.tsx";
import { keyCaps } from "../ui/key-names.ts";
import { Tooltip, TooltipGroup } from "../ui/tooltip.tsx";
import { changesOf, countChanges } from "./changes.ts";
import { deployState, startDeploy } from "./start-deploy.ts";

/** Deploys the flow in front; says how much differs from what is deployed, or why it cannot be. */
export function DeployButton({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const flow = useFlow(tab);
  const state = useDeployState(tab);
  const deployed = useTabState(tab, (each) => each.deployed);
  const changes = useMemo(() => countChanges(changesOf(deployed?.flow, flow)), [deployed, flow]);
  const count = state === "problems" ? problemsOf(flow).length : changes;
  const revision = deployed?.revision ?? 0;
  // Nobody did anything wrong yet on an empty canvas.
  const isEmpty = flow.nodes.length === 0 && state === "problems";
  const isOff = state !== "ready" && state !== "stale";
  return (
    <TooltipGroup>
      <Tooltip
        content={
          <span className="main-menu-tip">
            {t(`deploy.why.${state}`, { count, revision })} <KeyCaps caps={keyCaps("$mod+Enter", t)} />
          </span>
        }
      >
        <Button
          className="deploy-button"
          look="primary"
          size="small"
          data-state={state}
          aria-disabled={isOff}
          onClick={() => startDeploy(editor, tab)}
        >
          <Rocket size={16} aria-hidden />
          <span className="deploy-button-label">{t(state === "busy" ? "deploy.busy" : "deploy.deploy")}</span>
          {isEmpty ? undefined : state === "problems" ? (
            <span className="deploy-button-count" data-tone="danger">
              {count}
              <span className="visually-hidden"> {t("deploy.problems")}</span>
            </span>
          ) : (
            count > 0 &&
            state !== "same" && (
              <span className="deploy-button-count">
                {count}
                <span className="visually-hidden"> {t("deploy.changes")}</span>
              </span>
            )
          )}
        </Button>
      </Tooltip>
    </TooltipGroup>
  );
}

function useDeployState(tab: FlowTab) {
  const connection = useNews((news) => news.connection);
  const sync = useSync(tab, (state) => state);
  const state = useTabState(tab, (each) => each);
  return deployState(state, sync, { connection });
}
