import type { IncomingMessage } from "node:http";
import { FlowError } from "#engine/errors.ts";
import { PassingFailure } from "./retry.ts";

/** What was asked for. */
export interface Wanted {
  readonly endpoint: string;
  readonly repo: string;
  readonly revision: string;
  readonly path: string;
  readonly hasToken: boolean;
}

/**
 * A refusal of the hub in words. The hub says more in `X-Error-Code`: GatedRepo, RepoNotFound, RevisionNotFound,
 * EntryNotFound (huggingface_hub, `utils/_http.py`); it answers 401, not 404, for what one may not know of.
 */
export function refusal(response: IncomingMessage, url: URL, wanted: Wanted): FlowError | PassingFailure {
  const status = response.statusCode ?? 0;
  const code = response.headers["x-error-code"];
  const file = `${wanted.path} of ${wanted.repo}`;
  if (status === 401 || status === 403) return notAllowed(url, wanted, code === "GatedRepo");
  if (status === 404) return notThere(wanted, code);
  if (status === 429 || status >= 500) {
    const waitMs = retryAfterMs(response.headers["retry-after"]);
    const wait = waitMs === undefined ? "" : ` and asks to wait ${Math.ceil(waitMs / 1000)} s`;
    const message = `${url.host} answers ${status} for ${file}${wait}.`;
    const hint = "Pull again later: it goes on where it stopped.";
    return new PassingFailure(new FlowError("model.download", { message, hint }), waitMs);
  }
  return new FlowError("model.download", { message: `${url.host} answers ${status} for ${file}.` });
}

function notAllowed(url: URL, { endpoint, repo, hasToken }: Wanted, isGated: boolean): FlowError {
  const page = `${endpoint}/${repo}`;
  const accept = isGated ? `Accept its conditions at ${page}, and set` : "If it is private, set";
  return new FlowError("model.gated", {
    message: `${url.host} does not let ${hasToken ? "this HF_TOKEN" : "anybody without a token"} have ${repo}.`,
    hint: `${accept} HF_TOKEN to a token that may read it.`,
  });
}

function notThere({ repo, revision, path }: Wanted, code: unknown): FlowError {
  const missing: Record<string, string> = {
    RepoNotFound: `There is no repository ${repo}.`,
    RevisionNotFound: `${repo} has no revision ${revision}.`,
  };
  const message = missing[String(code)] ?? `${repo} at ${revision} has no file ${path}.`;
  return new FlowError("model.no-file", { field: path, message });
}

/** `Retry-After` as ms: it is seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - Date.now());
}
