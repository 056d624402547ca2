import { isEqual } from "#engine/flow/equal.ts";
import type { Problem } from "#engine/flow/problem.ts";
import type { Deployed, StoredFlow } from "#engine/protocol/rest/flows.ts";
import { ApiError } from "../api/client.ts";
import { flowApi } from "../api/flow-api.ts";
import { type FlowTab, isDirty, isStale } from "./flow-tab.ts";
import { editorName } from "./person.ts";

/** The part of the server's flows that deploying needs; tests bring their own. */
export type DeployApi = Pick<typeof flowApi, "get" | "revision" | "deploy" | "rollback" | "save" | "create">;

/** What came of a deploy. */
export type DeployOutcome =
  /** `sessions` is undefined when it had happened already, under a request whose answer was lost. */
  | {
      readonly kind: "deployed";
      readonly revision: number;
      readonly sessions: Deployed["sessions"] | undefined;
    }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] }
  /** Somebody else deployed meanwhile. */
  | { readonly kind: "stale" }
  /** No answer came: it may have happened. It is asked for before anything is sent again. */
  | { readonly kind: "unsure" }
  /** A deploy of this flow is under way. */
  | { readonly kind: "busy" };

/** What a look at the server found. */
export type Standing = "same" | "followed" | "stale" | "removed";

/**
 * Deploys a tab's draft, once: a second call while one is under way does nothing, and after a lost answer the server
 * is asked first whether the flow has arrived.
 * @throws {ApiError} for what is neither an answer nor a lost one
 */
export async function deployTab(
  tab: FlowTab,
  note: string,
  api: DeployApi = flowApi,
): Promise<DeployOutcome> {
  if (tab.sync.getState().isDeploying) return { kind: "busy" };
  tab.sync.setState({ isDeploying: true });
  try {
    if (tab.sync.getState().isUnsure) {
      const before = await settle(tab, api);
      if (before !== undefined) return before;
    }
    // A look at the server may have settled it while the dialog was open.
    if (!isDirty(tab.store.getState())) return alreadyDeployed(tab);
    return await send(tab, note, api);
  } finally {
    tab.sync.setState({ isDeploying: false });
  }
}

/** After a lost answer: undefined when the draft has to be sent still. */
async function settle(tab: FlowTab, api: DeployApi): Promise<DeployOutcome | undefined> {
  try {
    await refreshTab(tab, api);
  } catch (error) {
    if (isLost(error)) return { kind: "unsure" };
    throw error;
  }
  return isStale(tab.store.getState()) ? { kind: "stale" } : undefined;
}

async function send(tab: FlowTab, note: string, api: DeployApi): Promise<DeployOutcome> {
  const { flow, baseRevision } = tab.store.getState();
  const before = tab.sync.getState().sent;
  tab.sync.setState({ sent: { flow, baseRevision }, isUnsure: true });
  try {
    const { revision, sessions } = await api.deploy(flow, baseRevision, note, editorName());
    tab.setStanding({ deployed: { flow, revision }, baseRevision: revision });
    tab.sync.setState({ onServer: flow, sent: undefined, isUnsure: false, deployedBy: undefined });
    return { kind: "deployed", revision, sessions };
  } catch (error) {
    if (isLost(error)) return { kind: "unsure" };
    tab.sync.setState({ sent: before, isUnsure: false });
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 422) return { kind: "refused", problems: error.problems };
    if (error.code !== "flow.stale-revision") throw error;
    await refreshTab(tab, api);
    return isDirty(tab.store.getState()) ? { kind: "stale" } : alreadyDeployed(tab);
  }
}

function alreadyDeployed(tab: FlowTab): DeployOutcome {
  const revision = tab.store.getState().deployed?.revision ?? 0;
  return { kind: "deployed", revision, sessions: undefined };
}

/**
 * Asks the server where the flow stands, and settles what was sent without an answer. A draft without changes follows
 * what is deployed, as one step of undo.
 * @throws {ApiError}
 */
export async function refreshTab(tab: FlowTab, api: DeployApi = flowApi): Promise<Standing> {
  const stored = await api.get(tab.id).catch(unlessUnknown);
  if (stored === undefined) return forget(tab);
  const before = tab.store.getState();
  const deployed = await deployedOf(before.deployed, stored, api);
  const sentRevision = await revisionOfSent(tab, stored, api);
  tab.sync.setState({ onServer: stored.flow, isUnsure: false });
  // Read after the waiting: a person goes on meanwhile.
  const { flow, baseRevision } = tab.store.getState();
  const isAsBefore = before.deployed !== undefined && isEqual(flow, before.deployed.flow) && !isStale(before);
  if (isAsBefore && deployed !== undefined && deployed.revision !== before.deployed?.revision) {
    tab.setStanding({ deployed, baseRevision: deployed.revision });
    tab.change((now) => (isEqual(now, deployed.flow) ? now : deployed.flow));
    return "followed";
  }
  const isSame = deployed !== undefined && isEqual(flow, deployed.flow);
  tab.setStanding({ deployed, baseRevision: isSame ? deployed.revision : (sentRevision ?? baseRevision) });
  return isStale(tab.store.getState()) ? "stale" : "same";
}

/** The flow is not on the server any more: the draft stays, and may be deployed as a new one. */
function forget(tab: FlowTab): Standing {
  const wasThere = tab.sync.getState().onServer !== undefined;
  tab.sync.setState({ onServer: undefined, sent: undefined, isUnsure: false });
  tab.setStanding({ deployed: undefined, baseRevision: 0 });
  return wasThere ? "removed" : "same";
}

async function deployedOf(
  known: { readonly flow: StoredFlow["flow"]; readonly revision: number } | undefined,
  { flow, revision }: StoredFlow,
  api: DeployApi,
) {
  if (revision === 0) return undefined;
  // A revision never changes, unless the server's data began anew.
  if (known?.revision === revision) return known;
  return { flow: await api.revision(flow.id, revision), revision };
}

/** The revision that a flow of this page became under a request whose answer was lost. */
async function revisionOfSent(tab: FlowTab, stored: StoredFlow, api: DeployApi): Promise<number | undefined> {
  const { sent } = tab.sync.getState();
  if (sent === undefined || stored.revision <= sent.baseRevision) return undefined;
  const revision = sent.baseRevision + 1;
  const arrived = await api.revision(tab.id, revision).catch(unlessUnknown);
  tab.sync.setState({ sent: undefined });
  return arrived !== undefined && isEqual(arrived, sent.flow) ? revision : undefined;
}

/** Deploys an earlier revision again. A draft with changes stays, and is now one of the new revision. @throws {ApiError} */
export async function rollBackTab(
  tab: FlowTab,
  revision: number,
  api: DeployApi = flowApi,
): Promise<Deployed> {
  const { baseRevision, deployed: before } = tab.store.getState();
  const wasDirty = isDirty(tab.store.getState());
  const flow = await api.revision(tab.id, revision);
  const answer = await api.rollback(tab.id, revision, before?.revision ?? baseRevision, editorName());
  tab.setStanding({ deployed: { flow, revision: answer.revision }, baseRevision: answer.revision });
  if (!wasDirty) tab.change((now) => (isEqual(now, flow) ? now : flow));
  return answer;
}

/** Keeps the draft on the server, for other browsers. @throws {ApiError} */
export async function saveTab(tab: FlowTab, api: DeployApi = flowApi): Promise<void> {
  const { flow } = tab;
  const isThere = tab.sync.getState().onServer !== undefined;
  const stored = isThere ? await api.save(flow) : await api.create(flow);
  tab.sync.setState({ onServer: stored.flow });
}

/** Whether nobody knows what the server did: no answer, or one that a proxy gave in its place. */
export function isLost(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.status === 0 || (error.status >= 502 && error.code === "request.failed"))
  );
}

/** For reads: undefined where there is no such flow or revision. */
export function unlessUnknown(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) return undefined;
  throw error;
}
