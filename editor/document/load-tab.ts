import { isEqual } from "#engine/flow/equal.ts";
import { ApiError } from "../api/client.ts";
import { flowApi } from "../api/flow-api.ts";
import type { DeployApi } from "./deploying.ts";
import { discardDraft, readDraft } from "./drafts.ts";
import { FlowTab } from "./flow-tab.ts";

/**
 * A flow with the draft that this browser has of it; the draft alone where the server is away or knows no such flow.
 * @throws {ApiError} when there is neither
 */
export async function loadTab(
  flowId: string,
  api: Pick<DeployApi, "get" | "revision"> = flowApi,
): Promise<FlowTab> {
  const draft = readDraft(flowId);
  try {
    return await fromServer(flowId, api);
  } catch (error) {
    const isMissing = error instanceof ApiError && (error.status === 0 || error.status === 404);
    if (draft === undefined || !isMissing) throw error;
    const baseRevision = error.status === 404 ? 0 : draft.baseRevision;
    return new FlowTab({ flow: draft.flow, deployed: undefined, baseRevision });
  }
}

async function fromServer(flowId: string, api: Pick<DeployApi, "get" | "revision">): Promise<FlowTab> {
  const stored = await api.get(flowId);
  const { revision } = stored;
  const deployed = revision === 0 ? undefined : { flow: await api.revision(flowId, revision), revision };
  const draft = readDraft(flowId);
  const isDraftNewer = draft !== undefined && !isEqual(draft.flow, deployed?.flow);
  if (draft !== undefined && !isDraftNewer) discardDraft(flowId);
  const flow = isDraftNewer ? draft.flow : stored.flow;
  const tab = new FlowTab({
    // The same object where it is the same: comparing is then free.
    flow: isEqual(flow, deployed?.flow) ? (deployed?.flow ?? flow) : flow,
    deployed,
    baseRevision: isDraftNewer ? draft.baseRevision : revision,
  });
  tab.sync.setState({ onServer: stored.flow });
  return tab;
}
