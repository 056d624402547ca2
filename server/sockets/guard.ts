import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type ErrorCode, FlowError, formatProblem } from "#engine/errors.ts";
import { hostAllowed, isLoopback, originAllowed } from "./origin.ts";
import { RateLimit } from "./rate-limit.ts";
import { TokenCheck } from "./token.ts";

/** Where a WebSocket goes to. */
export type SocketRoute =
  | { readonly kind: "audio" }
  | { readonly kind: "editor" }
  | {
      readonly kind: "captions";
      readonly sessionId: string;
      /** Number of the last event that the client has. */
      readonly after: number;
    };

/** An upgrade that is answered as plain HTTP. */
export interface Refusal {
  readonly kind: "refused";
  readonly status: keyof typeof statusTexts;
  readonly error: FlowError;
}

/** What the guard has to know. */
export interface GuardOptions {
  /** Address that the server is bound to. On loopback, only requests to a loopback name are let in. */
  readonly host: string;
  /** Undefined: anyone who reaches the server is let in. */
  readonly token: string | undefined;
  /** Origins of web pages allowed beside the server's own. */
  readonly origins: readonly string[];
  /** Upgrades that one address may ask for in a minute, all at once if it likes. */
  readonly upgradesPerMinute: number;
}

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
  readonly #token: TokenCheck | undefined;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#rate = new RateLimit(options.upgradesPerMinute);
    this.#token = options.token === undefined ? undefined : new TokenCheck(options.token);
  }

  /** Where a request goes, or why it does not. What is refused counts for the rate as well. */
  check(request: IncomingMessage): SocketRoute | Refusal {
    const { host, origins } = this.#options;
    const { headers, socket, url = "" } = request;
    if (!this.#rate.take(socket.remoteAddress ?? "", performance.now())) {
      return refusal(429, "request.rate");
    }
    const route = routeOf(url);
    if (route.kind === "refused") return route;
    if (isLoopback(host) && !hostAllowed(headers.host, origins)) {
      return refusal(403, "request.origin", "This server answers to the name localhost only.");
    }
    if (!originAllowed(headers.origin, headers.host, origins)) {
      return refusal(403, "request.origin");
    }
    if (this.#token?.accepts(headers) === false) {
      return refusal(401, "request.token");
    }
    return route;
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
  const after = new URLSearchParams(query).get("after") ?? "0";
  if (!/^\d{1,15}$/.test(after)) {
    return refusal(400, "request.invalid", "after is not the number of an event.");
  }
  return { kind: "captions", sessionId, after: Number(after) };
}

function refusal(status: Refusal["status"], code: ErrorCode, message?: string): Refusal {
  return { kind: "refused", status, error: new FlowError(code, message === undefined ? {} : { message }) };
}
