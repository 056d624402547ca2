import { formatProblem, toFlowError } from "#engine/errors.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { withLanguages } from "./client-languages.ts";
import type { LiveSession } from "./live-session.ts";
import type { DeployedSession } from "./service.ts";
import type { StoredSession } from "./store.ts";

/** A flow made active. */
export interface Deployment {
  readonly flow: Flow;
  readonly revision: number;
}

/** A session that runs, as far as a deployment concerns it. */
export interface DeployTarget {
  stored: StoredSession;
  readonly live: LiveSession;
}

/** Lets a session go on with a deployment, in the languages of its client. One that cannot goes on as it was. */
export async function redeploy(
  target: DeployTarget,
  { flow, revision }: Deployment,
  { catalogue, log }: { readonly catalogue: NodeCatalogue; readonly log: Logger },
): Promise<DeployedSession> {
  const { sessionId, flowId } = target.stored;
  try {
    const report = await target.live.update(withLanguages(flow, target.stored, catalogue), revision);
    target.stored = { ...target.stored, revision };
    const { kept, tuned, restarted, added, removed } = report;
    const counts = { kept: kept.length, tuned: tuned.length, restarted: restarted.length };
    const moved = { added: added.length, removed: removed.length };
    log.info("session goes on with a new revision", { flowId, revision, ...counts, ...moved });
    return { sessionId, report };
  } catch (thrown) {
    const error = toFlowError(thrown, "node.failed");
    const { code, nodeId, field, message, hint } = error;
    const reason = formatProblem(error);
    log.warn("session cannot take a deployment and goes on as it was", { flowId, revision, code, reason });
    return { sessionId, failure: { code, nodeId, field, message, hint } };
  }
}
