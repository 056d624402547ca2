import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type FastifyReply, type FastifyRequest, LogController } from "fastify";

/** One line a request, when it is answered; reads that went well at level debug, or the pages' polling fills the log. */
class RequestLog extends LogController {
  override incomingRequest(): void {}

  override routeNotFound(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const failed = error != null || reply.statusCode >= 500;
    const isRead = request.method === "GET" || request.method === "HEAD";
    const level = failed ? "error" : isRead && reply.statusCode < 400 ? "debug" : "info";
    const route = request.routeOptions.url ?? "no route";
    const fields = {
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
      ...(error ? { err: error } : {}),
    };
    reply.log[level](fields, `${request.method} ${route} ${reply.statusCode}`);
  }
}

const requestIdForm = /^[\w.-]{1,64}$/;

/**
 * Options of fastify that give every request an id and a line in the log. The id is the caller's `X-Request-Id`
 * when it looks like one, else a new one; `request.log` carries it as `request_id`.
 */
export const requestLogging = {
  logController: new RequestLog({ requestIdLogLabel: "request_id" }),
  genReqId: ({ headers }: Pick<IncomingMessage, "headers">): string => {
    const given = headers["x-request-id"];
    return typeof given === "string" && requestIdForm.test(given) ? given : randomUUID();
  },
};
