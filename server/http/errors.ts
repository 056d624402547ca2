import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { FlowError } from "#engine/errors.ts";
import type { ErrorBody } from "#engine/protocol/rest/errors.ts";
import { InvalidFlow, StaleRevision } from "#server/flows/flow-errors.ts";
import { toJsonProblem } from "./schemas.ts";
import { missingPage } from "./small-pages.ts";
import { refusalHeaders, statusOf } from "./statuses.ts";

/**
 * Answers every error with one shape, the caller's fault or not, and unknown paths too; a browser that was sent to one
 * gets a page. Nothing shows a stack.
 */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((thrown, request, reply) => {
    const error = thrown instanceof FlowError ? thrown : requestError(thrown);
    const status = error === undefined ? 500 : statusOf(error.code);
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
  return reply
    .code(status)
    .headers(refusalHeaders(status))
    .type("application/json; charset=utf-8")
    .send(JSON.stringify(body));
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
