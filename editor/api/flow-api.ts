import type { FlowDiff } from "#engine/flow/diff.ts";
import type { Problem } from "#engine/flow/problem.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { nameHeader } from "#engine/protocol/person-name.ts";
import { errorText, errorTitle } from "../texts/error-texts.ts";
import { text } from "../texts/texts.ts";

/** A flow in the server's list. */
export interface FlowSummary {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly nodeCount: number;
  readonly updatedMs: number;
  /** 0: never deployed. */
  readonly revision: number;
  readonly hasChanges: boolean;
}

/** A flow as the server keeps it: its draft, and where its deployment stands. */
export interface KeptFlow {
  readonly flow: Flow;
  readonly revision: number;
  readonly hasChanges: boolean;
  readonly updatedMs: number;
  readonly problems: readonly Problem[];
}

/** A deployment of the past. */
export interface Revision {
  readonly revision: number;
  readonly timeMs: number;
  readonly note: string;
  /** Absent where an older Patchbay deployed it. */
  readonly author?: string;
  /** What differs from the revision before. */
  readonly diff: FlowDiff;
}

/** What became of a live session when its flow was deployed. */
export type DeployedSession = { readonly sessionId: string } & (
  | {
      readonly kept: readonly string[];
      readonly tuned: readonly { readonly nodeId: string; readonly fields: readonly string[] }[];
      readonly restarted: readonly string[];
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly failure: { readonly code: string; readonly message: string; readonly hint: string } }
);

/** What the server answers to a deployment. */
export interface Deployed {
  readonly id: string;
  readonly revision: number;
  readonly sessions: readonly DeployedSession[];
}

/** An answer of the server that is an error, in its own words. Status 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  /** Everything that is wrong with a flow that was refused. */
  readonly problems: readonly Problem[];
  /** The answer's body. */
  readonly body: unknown;

  constructor(status: number, body: ErrorBody | undefined) {
    const said = body?.error;
    super(said === undefined ? silence(status) : errorTitle(said));
    this.name = "ApiError";
    this.status = status;
    this.code = said?.code ?? "request.failed";
    this.hint = said === undefined ? "" : errorText(said).hint;
    this.problems = said?.problems ?? [];
    this.body = body;
  }
}

function silence(status: number): string {
  return status === 0 ? text("page.server.unreached") : text("page.server.status", { status });
}

interface ErrorBody {
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly problems?: readonly Problem[];
  };
}

/** How long the server may take to answer, in ms. */
const answerMs = 15_000;

/** The server's flows over REST. Every method throws {@link ApiError}. */
export const flowApi = {
  list: async () => (await ask<{ flows: readonly FlowSummary[] }>("GET", "/api/flows")).flows,
  get: (id: string) => ask<KeptFlow>("GET", flowPath(id)),
  create: (flow: Flow) => ask<KeptFlow>("POST", "/api/flows", flow),
  save: (flow: Flow) => ask<KeptFlow>("PUT", flowPath(flow.id), flow),
  remove: (id: string) => ask<undefined>("DELETE", flowPath(id)),
  /** 409 when another revision than `baseRevision` is active. `author`: as others are to read it. */
  deploy: (flow: Flow, baseRevision: number, note: string, author: string) =>
    ask<Deployed>("POST", `${flowPath(flow.id)}/deploy`, { flow, baseRevision, note }, author),
  revisions: async (id: string) =>
    (await ask<{ revisions: readonly Revision[] }>("GET", `${flowPath(id)}/revisions`)).revisions,
  /** The flow of one revision. */
  revision: async (id: string, revision: number) =>
    (await ask<{ flow: Flow }>("GET", `${flowPath(id)}/revisions/${revision}`)).flow,
  rollback: (id: string, revision: number, baseRevision: number, author: string) =>
    ask<Deployed>("POST", `${flowPath(id)}/rollback`, { revision, baseRevision }, author),
  /** Changes live settings of a running session; answers the node's whole config. */
  tune: (sessionId: string, nodeId: string, config: Readonly<Record<string, unknown>>) =>
    ask<{ readonly nodeId: string; readonly config: Readonly<Record<string, unknown>> }>(
      "PATCH",
      `/api/sessions/${encodeURIComponent(sessionId)}/nodes/${encodeURIComponent(nodeId)}/config`,
      config,
    ),
  stopSession: (sessionId: string) =>
    ask<undefined>("POST", `/api/sessions/${encodeURIComponent(sessionId)}/stop`),
};

function flowPath(id: string): string {
  return `/api/flows/${encodeURIComponent(id)}`;
}

/** @param name - of whoever asks, where the server keeps it */
async function ask<T>(method: string, path: string, body?: unknown, name?: string): Promise<T> {
  const headers = new Headers();
  const init: RequestInit = { method, headers, signal: AbortSignal.timeout(answerMs) };
  if (name !== undefined) headers.set(nameHeader, encodeURIComponent(name));
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    headers.set("content-type", "application/json");
  }
  const response = await fetch(path, init).catch(() => {
    throw new ApiError(0, undefined);
  });
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError(response.status, answer as ErrorBody | undefined);
  return answer as T;
}
