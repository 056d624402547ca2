import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { FlowError } from "#engine/errors.ts";
import type { AccessControl } from "#server/access/access-control.ts";
import { type RoutePolicy, routePolicy, unknownRoute } from "#server/access/policy.ts";
import type { Principal } from "#server/access/principal.ts";
import { loginPage } from "./small-pages.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What holds for the route. Absent: nothing is there. */
    policy?: RoutePolicy;
  }
  interface FastifyRequest {
    /** Who asks; undefined on routes that are open to anybody. */
    principal: Principal | undefined;
  }
}

const readingMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];
const cookieSeconds = 30 * 24 * 3600;

/**
 * Looks at every request before anything else does, by the policy of its route. A page that is opened with `?token=`
 * gets a cookie, so that a link is enough to let a browser in.
 * @throws {Error} later, from any registration of a route that has no policy
 */
export function guardRequests(app: FastifyInstance, access: AccessControl): void {
  app.decorateRequest("principal", undefined);
  app.addHook("onRoute", (route) => {
    const policy = routePolicy(String(route.method), route.url);
    route.config = { ...route.config, policy };
    route.bodyLimit = policy.maxBytes;
  });
  // A single hook, since the order is what protects: guesses at the token count for the rate.
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    const { policy = unknownRoute } = request.routeOptions.config;
    access.count(policy.allowance, request.ip);
    try {
      request.principal = admit(access, request, policy);
    } catch (error) {
      const isAsked = error instanceof FlowError && error.code === "request.token";
      if (!isAsked || !policy.isPage) throw error;
      return openPage(access, request, reply, policy);
    }
  });
}

function admit(access: AccessControl, request: FastifyRequest, policy: RoutePolicy): Principal | undefined {
  const { headers, url, method, params } = request;
  const { session: sessionId } = params as { readonly session?: string };
  return access.admit({ headers, url, sessionId, isHarmless: readingMethods.includes(method) }, policy);
}

/** Lets a browser in that shows the token in the address, and takes it out of there; else asks for it. */
function openPage(access: AccessControl, request: FastifyRequest, reply: FastifyReply, policy: RoutePolicy) {
  const url = new URL(request.url, "http://page");
  const token = url.searchParams.get("token");
  if (token === null || !access.opens(token, policy)) {
    return reply.code(401).type("text/html; charset=utf-8").send(loginPage);
  }
  url.searchParams.delete("token");
  const cookie = [
    `patchbay_token=${encodeURIComponent(token)}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Lax", // Strict would not be sent after a link from a chat or a mail was followed
    `Max-Age=${cookieSeconds}`,
  ];
  return reply
    .header("set-cookie", cookie.join("; "))
    .header("cache-control", "no-store")
    .redirect(`${url.pathname}${url.search}`, 303);
}
