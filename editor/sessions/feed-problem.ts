import { resolveConfig } from "#engine/flow/config.ts";
import { diffFlows } from "#engine/flow/diff.ts";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import { isMet } from "#engine/graph/setting.ts";
import { catalogue } from "../document/catalogue.ts";
import type { FlowTabState } from "../document/flow-tab.ts";

/** Why a page cannot send sound into a flow: nothing is deployed, or what is deployed has no node that takes it. */
export type FeedProblem = "deployFirst" | "noSource";

/** Why the deployed flow cannot be spoken into; undefined where it can. */
export function feedProblem({ deployed }: Pick<FlowTabState, "deployed">): FeedProblem | undefined {
  if (deployed === undefined) return "deployFirst";
  return deployed.flow.nodes.some(isFed) ? undefined : "noSource";
}

/** Revision that a session would run, where the draft does something else than it; undefined where they agree. */
export function otherRevision({ flow, deployed }: Pick<FlowTabState, "flow" | "deployed">) {
  return deployed === undefined || runsTheSame(deployed.flow, flow) ? undefined : deployed.revision;
}

/** A source may have sound of its own instead, always or by its settings. */
function isFed({ type, config, disabled }: FlowNode): boolean {
  const definition = catalogue.get(type);
  if (disabled === true || definition?.isFed === undefined) return false;
  return definition.isFed === "always" || isMet(definition.isFed, resolveConfig(definition, config));
}

/** Places and names change nothing that runs. */
function runsTheSame(deployed: Flow, draft: Flow): boolean {
  const { added, removed, changed, edgesAdded, edgesRemoved } = diffFlows(deployed, draft);
  if (added.length + removed.length + edgesAdded.length + edgesRemoved.length > 0) return false;
  return changed.every(({ fields }) => fields.every((field) => field === "position" || field === "name"));
}
