import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type ErrorCode, FlowError, formatProblem } from "#engine/errors.ts";
import { isLoopback } from "#engine/protocol/loopback.ts";
import { ListenKeys } from "#server/access/listen-keys.ts";
import { hostAllowed, originAllowed } from "#server/access/origin.ts";
import { RateLimit } from "#server/access/rate-limit.ts";
import { TokenCheck } from "#server/access/token.ts";

/** Where a WebSocket goes to. */
export type SocketRoute =
  | { readonly kind: "audio" }
  | { readonly kind: "editor" }
  | {
      readonly kind: "captions";
      readonly sessionId: string;
      /** Number of the last event that the client has. */
      readonly after: number;
      /** What a listener without the token shows; "" for none. */
      readonly key: string;
    };

/** An upgrade that is answered as plain HTTP. */
export interface Refusal {
  readonly kind: "refused";
  readonly status: keyof typeof statusTexts;
  readonly error: FlowError;
}

/** What the guard looks at. */
export type UpgradeRequest = Pick<IncomingMessage, "headers" | "url"> & {
  readonly socket: Pick<Socket, "remoteAddress">;
};

/** What the guard has to know. */
export interface GuardOptions {
  /** Address that the server is bound to. On loopback, only requests to a loopback name are let in. */
  readonly host: string;
  /** Undefined: anyone who reaches the server is let in. */
  readonly token: string | undefined;
  /** Origins of web pages allowed beside the server's own. */
  readonly origins: readonly string[];
  /** Upgrades that one address may ask for in a minute, all at once if it likes; ten times as many on loopback. */
  readonly upgradesPerMinute: number;
}

/** From this machine, where a proxy or a test may stand for all clients: as for HTTP requests. */
const loopbackFactor = 10;

const statusTexts = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
} as const;

/** Looks at an upgrade before any WebSocket is made of it; no hook of fastify runs for these. */
export class UpgradeGuard {
  readonly #options: GuardOptions;
  readonly #rate: RateLimit;
  readonly #loopbackRate: RateLimit;
  readonly #token: TokenCheck | undefined;
  readonly #listenKeys: ListenKeys | undefined;

  constructor(options: GuardOptions) {
    this.#options = options;
    const { token, upgradesPerMinute } = options;
    this.#rate = new RateLimit(upgradesPerMinute);
    this.#loopbackRate = new RateLimit(upgradesPerMinute * loopbackFactor);
    this.#token = token === undefined ? undefined : new TokenCheck(token);
    this.#listenKeys = token === undefined ? undefined : new ListenKeys(token);
  }

  /** Where a request goes, or why it does not. What is refused counts for the rate as well. */
  check(request: UpgradeRequest): SocketRoute | Refusal {
    const { host, origins } = this.#options;
    const { headers, socket, url = "" } = request;
    const { remoteAddress = "" } = socket;
    const rate = isLoopback(remoteAddress) ? this.#loopbackRate : this.#rate;
    if (!rate.take(remoteAddress, performance.now())) return refusal(429, "request.rate");
    const route = routeOf(url);
    if (route.kind === "refused") return route;
    if (isLoopback(host) && !hostAllowed(headers.host, origins)) {
      return refusal(403, "request.origin", "This server answers to the name localhost only.");
    }
    if (!originAllowed(headers.origin, headers.host, origins)) {
      return refusal(403, "request.origin");
    }
    if (this.#token?.accepts(headers) === false && !this.#mayListen(route)) {
      return refusal(401, "request.token");
    }
    return route;
  }

  #mayListen(route: SocketRoute): boolean {
    return route.kind === "captions" && this.#listenKeys?.opens(route.sessionId, route.key) === true;
  }
}

/** Answers an upgrade as plain HTTP, and ends the connection. */
export function refuse(stream: Duplex, { status, error }: Refusal): void {
  stream.on("error", () => {}); // without a listener a reset connection would end the process
  stream.once("finish", () => stream.destroy());
  const body = `${formatProblem(error)}\n`;
  const head = [
    `HTTP/1.1 ${status} ${statusTexts[status]}`,
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(status === 401 ? ["WWW-Authenticate: Bearer"] : []),
    ...(status === 429 ? ["Retry-After: 60"] : []),
  ];
  stream.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function routeOf(url: string): SocketRoute | Refusal {
  const [path = "", query = ""] = url.split("?", 2);
  if (path === "/ws/audio") return { kind: "audio" };
  if (path === "/ws/editor") return { kind: "editor" };
  const sessionId = /^\/ws\/captions\/([\w-]{1,64})$/.exec(path)?.[1];
  if (sessionId === undefined) return refusal(404, "request.unknown-path");
  const asked = new URLSearchParams(query);
  const after = asked.get("after") ?? "0";
  if (!/^\d{1,15}$/.test(after)) {
    return refusal(400, "request.invalid", "after is not the number of an event.");
  }
  return { kind: "captions", sessionId, after: Number(after), key: asked.get("key") ?? "" };
}

function refusal(status: Refusal["status"], code: ErrorCode, message?: string): Refusal {
  return { kind: "refused", status, error: new FlowError(code, message === undefined ? {} : { message }) };
}
