import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { FlowError, formatProblem } from "#engine/errors.ts";
import type { AccessControl } from "#server/access/access-control.ts";
import { policies, type SocketPolicy } from "#server/access/policy.ts";
import { refusalHeaders, statusOf } from "#server/http/statuses.ts";

/** The WebSockets that there are. */
export type SocketKind = keyof typeof policies.sockets;

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
  readonly status: number;
  readonly error: FlowError;
}

/** What the guard looks at. */
export type UpgradeRequest = Pick<IncomingMessage, "headers" | "url"> & {
  readonly socket: Pick<Socket, "remoteAddress">;
};

const sockets = Object.entries(policies.sockets).map(([kind, policy]: [string, SocketPolicy]) => {
  const pattern = new RegExp(`^${policy.path.replace(":session", "([\\w-]{1,64})")}$`);
  return { kind: kind as SocketKind, policy, pattern };
});

/**
 * Looks at an upgrade before any WebSocket is made of it, by the policy of its socket; no hook of fastify runs for
 * these.
 * @returns where it goes, or why it does not. What is refused counts for the rate as well.
 */
export function judgeUpgrade(access: AccessControl, request: UpgradeRequest): SocketRoute | Refusal {
  const { headers, socket, url = "" } = request;
  try {
    access.count("upgrades", socket.remoteAddress ?? "");
    const { route, policy } = socketAt(url);
    const sessionId = route.kind === "captions" ? route.sessionId : undefined;
    access.admit({ headers, url, sessionId, isHarmless: false }, policy);
    return route;
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    return { kind: "refused", status: statusOf(error.code), error };
  }
}

/** Answers an upgrade as plain HTTP, and ends the connection. */
export function refuse(stream: Duplex, { status, error }: Refusal): void {
  stream.on("error", () => {}); // without a listener a reset connection would end the process
  stream.once("finish", () => stream.destroy());
  const body = `${formatProblem(error)}\n`;
  const headers = {
    connection: "close",
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    ...refusalHeaders(status),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

function socketAt(url: string): { readonly route: SocketRoute; readonly policy: SocketPolicy } {
  const [path = "", query = ""] = url.split("?", 2);
  for (const { kind, policy, pattern } of sockets) {
    const match = pattern.exec(path);
    if (match !== null) return { route: routeOf(kind, match[1] ?? "", query), policy };
  }
  throw new FlowError("request.unknown-path");
}

function routeOf(kind: SocketKind, sessionId: string, query: string): SocketRoute {
  if (kind !== "captions") return { kind };
  const after = new URLSearchParams(query).get("after") ?? "0";
  if (!/^\d{1,15}$/.test(after)) {
    throw new FlowError("request.invalid", { message: "after is not the number of an event." });
  }
  return { kind, sessionId, after: Number(after) };
}
