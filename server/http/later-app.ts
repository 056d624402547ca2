import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { requestLogging } from "#server/logging/request-log.ts";
import { handleErrors } from "./errors.ts";

/** An app behind another one; made when it is first asked for. */
export type LaterApp = () => Promise<FastifyInstance>;

/**
 * An app for routes whose plugins take long to load: a tenth of the start, which asks for none of them. `fill` registers
 * them when the first request comes. It is closed with the outer app, whose hooks guard, name and count its requests.
 */
export function laterApp(outer: FastifyInstance, fill: (app: FastifyInstance) => Promise<void>): LaterApp {
  let made: Promise<FastifyInstance> | undefined;
  outer.addHook("onClose", async () => (await made)?.close());
  return () => {
    made ??= makeApp(fill);
    return made;
  };
}

/** Lets an app answer a request of the outer one, under the same id and with the headers that it has by now. */
export async function answerBy(later: LaterApp, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const app = await later();
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  request.raw.headers["x-request-id"] = request.id;
  app.routing(request.raw, reply.raw);
}

async function makeApp(fill: (app: FastifyInstance) => Promise<void>): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({ genReqId: requestLogging.genReqId });
  handleErrors(app);
  await fill(app);
  await app.ready();
  return app;
}
