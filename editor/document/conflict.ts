import { mergeFlows, type Side } from "#engine/flow/merge.ts";
import { type Flow, flowFormat } from "#engine/flow/schema.ts";
import { flowApi } from "../api/flow-api.ts";
import { type DeployApi, unlessUnknown } from "./deploying.ts";
import type { FlowTab } from "./flow-tab.ts";

/**
 * What a stale draft was begun from; an empty flow when the server does not keep that revision any more, so that
 * everything in which the two differ shows as a conflict.
 * @throws {ApiError}
 */
export async function baseOf(tab: FlowTab, api: Pick<DeployApi, "revision"> = flowApi): Promise<Flow> {
  const { flow, baseRevision } = tab.store.getState();
  const base = baseRevision === 0 ? undefined : await api.revision(tab.id, baseRevision).catch(unlessUnknown);
  return base ?? { format: flowFormat, id: flow.id, name: "", nodes: [], edges: [] };
}

/** Goes on with both sides' work: the draft becomes the merge, begun from what is deployed. One step of undo. */
export function takeMerge(tab: FlowTab, base: Flow, chosen: ReadonlyMap<string, Side>): void {
  const { deployed } = tab.store.getState();
  if (deployed === undefined) return;
  tab.change((mine) => mergeFlows(base, mine, deployed.flow, chosen).flow);
  goOnFrom(tab, deployed.revision);
}

/** Goes on with what is deployed: one step of undo. */
export function takeTheirs(tab: FlowTab): void {
  const { deployed } = tab.store.getState();
  if (deployed === undefined) return;
  tab.change(() => deployed.flow);
  goOnFrom(tab, deployed.revision);
}

/** Goes on with the draft as it is: a deploy then replaces their work. */
export function takeMine(tab: FlowTab): void {
  const { deployed } = tab.store.getState();
  if (deployed !== undefined) goOnFrom(tab, deployed.revision);
}

function goOnFrom(tab: FlowTab, baseRevision: number): void {
  tab.setStanding({ baseRevision });
  tab.sync.setState({ deployedBy: undefined });
}
