import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { FlowError } from "#engine/errors.ts";
import { isLoopback } from "#engine/protocol/loopback.ts";
import { ListenKeys } from "#server/access/listen-keys.ts";
import { hostAllowed, originAllowed } from "#server/access/origin.ts";
import { TokenCheck } from "#server/access/token.ts";
import { isAsset, isPage, watchedSession } from "./pages.ts";
import { loginPage } from "./small-pages.ts";

/** What the guard has to know; a `Config` is enough. */
export interface GuardOptions {
  readonly host: string;
  readonly token: string | undefined;
  readonly origins: readonly string[];
}

/** Requests a minute from one address: a hall of listeners behind one router has to fit in. */
const perMinute = 6_000;
/** From this machine, where a proxy or a test may stand for all clients. */
const perMinuteLoopback = 60_000;
const readingMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];
const cookieSeconds = 30 * 24 * 3600;

/**
 * Looks at every request before anything else does: the rate of its address, whether its name and page are ours
 * (no DNS rebinding, no other site's form), and its token. `/api/health` and what pages load (code that is the same for
 * all) need none. A page that is opened with `?token=` gets a cookie, so that a link is enough to let a browser in;
 * a session's captions open with its own `?key=` ({@link ListenKeys}).
 */
export async function guardRequests(app: FastifyInstance, options: GuardOptions): Promise<void> {
  const credentials = options.token === undefined ? undefined : new Credentials(options.token);
  await app.register(rateLimit, { global: false });
  const overLimit = app.createRateLimit({
    timeWindow: 60_000,
    max: ({ ip }) => (isLoopback(ip) ? perMinuteLoopback : perMinute),
  });
  // A single hook, since the order is what protects: guesses at the token count for the rate.
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    const rate = await overLimit(request);
    if (!rate.isAllowed && rate.isExceeded) {
      reply.header("retry-after", rate.ttlInSeconds);
      throw new FlowError("request.rate");
    }
    checkOrigin(request, options);
    if (credentials === undefined || credentials.allow(request)) return;
    if (isPage(pathOf(request))) return openPage(request, reply, credentials.token);
    throw new FlowError("request.token");
  });
}

/** What lets a request in where the server has a token. */
class Credentials {
  readonly token: TokenCheck;
  readonly #listenKeys: ListenKeys;

  constructor(token: string) {
    this.token = new TokenCheck(token);
    this.#listenKeys = new ListenKeys(token);
  }

  allow(request: FastifyRequest): boolean {
    const path = pathOf(request);
    return (
      path === "/api/health" ||
      isAsset(path) ||
      this.token.accepts(request.headers) ||
      this.#isListener(request)
    );
  }

  #isListener(request: FastifyRequest): boolean {
    const sessionId = watchedSession(pathOf(request));
    const key = new URLSearchParams(request.url.split("?", 2)[1]).get("key");
    return sessionId !== undefined && key !== null && this.#listenKeys.opens(sessionId, key);
  }
}

function checkOrigin({ headers, method }: FastifyRequest, { host, origins }: GuardOptions): void {
  if (isLoopback(host) && !hostAllowed(headers.host, origins)) {
    throw new FlowError("request.origin", {
      message: "This server answers to the name localhost only.",
      hint: "Name the proxy's origin in PATCHBAY_ORIGINS.",
    });
  }
  if (readingMethods.includes(method) || originAllowed(headers.origin, headers.host, origins)) return;
  throw new FlowError("request.origin");
}

/** Lets a browser in that shows the token in the address, and takes it out of there; else asks for it. */
function openPage(request: FastifyRequest, reply: FastifyReply, token: TokenCheck): FastifyReply {
  const url = new URL(request.url, "http://page");
  const given = url.searchParams.get("token");
  if (given === null || !token.accepts({ authorization: `Bearer ${given}` })) {
    return reply.code(401).type("text/html; charset=utf-8").send(loginPage);
  }
  url.searchParams.delete("token");
  const cookie = [
    `patchbay_token=${encodeURIComponent(given)}`,
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

function pathOf({ url }: FastifyRequest): string {
  return url.split("?", 1)[0] ?? "";
}
