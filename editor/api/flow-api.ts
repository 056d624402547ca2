import type { Flow } from "#engine/flow/schema.ts";
import type {
  DeployBody,
  Deployed,
  FlowSummary,
  Revision,
  RollbackBody,
  StoredFlow,
} from "#engine/protocol/rest/flows.ts";
import type { TunedNode } from "#engine/protocol/rest/sessions.ts";
import { ask } from "./client.ts";

/** The server's flows over REST. Every method throws {@link ApiError}. */
export const flowApi = {
  list: async () => (await ask<{ flows: readonly FlowSummary[] }>("GET", "/api/flows")).flows,
  get: (id: string) => ask<StoredFlow>("GET", flowPath(id)),
  create: (flow: Flow) => ask<StoredFlow>("POST", "/api/flows", { body: flow }),
  save: (flow: Flow) => ask<StoredFlow>("PUT", flowPath(flow.id), { body: flow }),
  remove: (id: string) => ask<undefined>("DELETE", flowPath(id)),
  /** 409 when another revision than `baseRevision` is active. `author`: as others are to read it. */
  deploy: (flow: Flow, baseRevision: number, note: string, author: string) =>
    ask<Deployed>("POST", `${flowPath(flow.id)}/deploy`, {
      body: { flow, baseRevision, note } satisfies DeployBody,
      name: author,
    }),
  revisions: async (id: string) =>
    (await ask<{ revisions: readonly Revision[] }>("GET", `${flowPath(id)}/revisions`)).revisions,
  /** The flow of one revision. */
  revision: async (id: string, revision: number) =>
    (await ask<{ flow: Flow }>("GET", `${flowPath(id)}/revisions/${revision}`)).flow,
  rollback: (id: string, revision: number, baseRevision: number, author: string) =>
    ask<Deployed>("POST", `${flowPath(id)}/rollback`, {
      body: { revision, baseRevision } satisfies RollbackBody,
      name: author,
    }),
  /** Changes live settings of a running session; answers the node's whole config. */
  tune: (sessionId: string, nodeId: string, config: Readonly<Record<string, unknown>>) =>
    ask<TunedNode>(
      "PATCH",
      `/api/sessions/${encodeURIComponent(sessionId)}/nodes/${encodeURIComponent(nodeId)}/config`,
      { body: config },
    ),
  stopSession: (sessionId: string) =>
    ask<undefined>("POST", `/api/sessions/${encodeURIComponent(sessionId)}/stop`),
};

function flowPath(id: string): string {
  return `/api/flows/${encodeURIComponent(id)}`;
}
