import type { ErrorCode } from "#engine/errors.ts";

/** HTTP status by code; a code that is not here is the server's fault, 500. */
const statuses: Partial<Record<ErrorCode, number>> = {
  "request.invalid": 400,
  "request.token": 401,
  "request.origin": 403,
  "session.secret": 403,
  "request.unknown-path": 404,
  "flow.unknown": 404,
  "flow.unknown-revision": 404,
  "flow.unknown-node": 404,
  "flow.not-deployed": 404,
  "session.unknown": 404,
  "model.unknown": 404,
  "model.not-installed": 404,
  "flow.exists": 409,
  "flow.stale-revision": 409,
  "session.over": 409,
  "session.running": 409,
  "session.elsewhere": 409,
  "config.not-live": 409,
  "model.busy": 409,
  "model.not-pulling": 409,
  "request.too-large": 413,
  "flow.invalid": 422,
  "config.invalid": 422,
  "request.rate": 429,
  "store.unavailable": 503,
  "device.unavailable": 503,
  "pool.full": 503,
};

/** HTTP status of an error. */
export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}

/** Headers that say what to do about a refusal, to programs. After a minute an address may ask as often as ever. */
export function refusalHeaders(status: number): Readonly<Record<string, string>> {
  if (status === 401) return { "www-authenticate": "Bearer" };
  return status === 429 ? { "retry-after": "60" } : {};
}
