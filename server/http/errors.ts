import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type ErrorCode, FlowError } from "#engine/errors.ts";
import { InvalidFlow, StaleRevision } from "#server/flows/flow-errors.ts";
import { type ErrorBody, toJsonProblem } from "./schemas.ts";
import { missingPage } from "./small-pages.ts";

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

/**
 * Answers every error with one shape, the caller's fault or not, and unknown paths too; a browser that was sent to one
 * gets a page. Nothing shows a stack.
 */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((thrown, request, reply) => {
    const error = thrown instanceof FlowError ? thrown : requestError(thrown);
    const status = error === undefined ? 500 : (statuses[error.code] ?? 500);
    if (status >= 500) request.log.error({ err: thrown }, "a request failed");
    return sendError(request, reply, error ?? new FlowError("server.failed"), status);
  });
  app.setNotFoundHandler((request, reply) => {
    if (isBrowsing(request)) return reply.code(404).type("text/html; charset=utf-8").send(missingPage);
    const message = `There is nothing at ${request.method} ${request.url.split("?", 1)[0]}.`;
    return sendError(request, reply, new FlowError("request.unknown-path", { message }), 404);
  });
}

/** Whether a person looks for a page; a page's own requests take anything. */
function isBrowsing({ method, headers }: FastifyRequest): boolean {
  return method === "GET" && headers.accept?.includes("text/html") === true;
}

function sendError(request: FastifyRequest, reply: FastifyReply, error: FlowError, status: number) {
  const { code, message, field, nodeId, hint } = error;
  const body: ErrorBody = {
    error: {
      code,
      message,
      ...(field === undefined ? {} : { field }),
      ...(nodeId === undefined ? {} : { nodeId }),
      hint,
      correlationId: request.id,
      ...(error instanceof InvalidFlow ? { problems: error.problems.map(toJsonProblem) } : {}),
      ...(error instanceof StaleRevision
        ? { baseRevision: error.baseRevision, currentRevision: error.currentRevision }
        : {}),
    },
  };
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply.code(status).type("application/json; charset=utf-8").send(JSON.stringify(body));
}

/** What fastify itself found wrong with a request, in our words; undefined when the fault is not the request's. */
function requestError(thrown: FastifyError): FlowError | undefined {
  const { statusCode = 500, validation, validationContext } = thrown;
  if (validation !== undefined) {
    const [first] = validation;
    const { missingProperty, additionalProperty } = (first?.params ?? {}) as Record<string, string>;
    const path = [...(first?.instancePath.split("/").slice(1) ?? []), missingProperty ?? additionalProperty];
    const field = path.filter((part) => part !== undefined).join(".") || validationContext;
    const message = `The ${validationContext ?? "request"} is wrong: ${field} ${first?.message ?? "is wrong"}.`;
    return new FlowError("request.invalid", { field, message });
  }
  if (statusCode === 413) return new FlowError("request.too-large");
  if (statusCode < 400 || statusCode >= 500) return undefined;
  return new FlowError("request.invalid", { message: `${thrown.message.replace(/\.$/, "")}.` });
}
