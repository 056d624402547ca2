import type { ActionKind } from "./permissions.ts";

/** Which of its two allowances a client's address uses up. */
export type Allowance = "requests" | "upgrades";

/** What holds for one route or socket. */
export interface Policy {
  /** What whoever asks has to be allowed. */
  readonly needs: ActionKind;
  readonly allowance: Allowance;
  /** Longest body of a request, longest message of a socket. */
  readonly maxBytes: number;
}

/** What holds for one route of fastify. */
export interface RoutePolicy extends Policy {
  /** Shown to a person, who is asked for the token; a program gets an error. */
  readonly isPage: boolean;
}

/** What holds for one WebSocket. */
export interface SocketPolicy extends Policy {
  readonly path: `/${string}`;
}

/**
 * How often an address may ask in a minute, all at once if it likes: a hall of listeners behind one router has to fit
 * in.
 */
export const perMinute: Readonly<Record<Allowance, number>> = { requests: 6_000, upgrades: 600 };
/** How much more this machine may ask, where a proxy or a test may stand for all clients. */
export const loopbackFactor = 10;

const kilobyte = 1024;
const flowBytes = 10 * kilobyte * kilobyte;

const route = (needs: ActionKind, maxBytes = 64 * kilobyte): RoutePolicy => {
  return { needs, allowance: "requests", maxBytes, isPage: false };
};
const page = (needs: ActionKind): RoutePolicy => ({ ...route(needs), isPage: true });

/** What holds for an address that leads nowhere. */
export const unknownRoute = route("read");

/**
 * Every route and every WebSocket, with what it needs and its limits. A route that is missing here cannot be
 * registered; a test finds one that is here only. HEAD is as GET.
 */
export const policies = {
  routes: {
    "GET /": page("read"),
    "GET /editor": page("read"),
    "GET /editor/:flow": page("read"),
    "GET /live": page("speak"),
    "GET /watch/:session": page("listen"),
    "GET /ops": page("read"),
    "GET /assets/:file": route("enter"), // built files, with nothing in them that somebody has said
    "GET /*": route("read"),

    "GET /api/docs": page("read"),
    "GET /api/docs/*": page("read"),
    "GET /api/openapi.json": route("read"),
    "GET /api/health": route("enter"),
    "GET /api/services/health": route("monitor"),
    "GET /metrics": route("monitor"),
    "GET /api/devices": route("read"),
    "GET /api/secrets": route("read"),
    "GET /api/nodes": route("read"),

    "GET /api/flows": route("read"),
    "POST /api/flows": route("edit", flowBytes),
    "POST /api/flows/import": route("edit", flowBytes),
    "GET /api/flows/:id": route("read"),
    "PUT /api/flows/:id": route("edit", flowBytes),
    "DELETE /api/flows/:id": route("deploy"),
    "GET /api/flows/:id/export": route("read"),
    "POST /api/flows/:id/deploy": route("deploy", flowBytes),
    "GET /api/flows/:id/revisions": route("read"),
    "GET /api/flows/:id/revisions/:revision": route("read"),
    "POST /api/flows/:id/rollback": route("deploy"),

    "GET /api/sessions": route("read"),
    "GET /api/sessions/:id": route("read"),
    "DELETE /api/sessions/:id": route("operate"),
    "GET /api/sessions/:id/events": route("read"),
    "POST /api/sessions/:id/stop": route("operate"),
    "GET /api/sessions/:id/nodes": route("read"),
    "PATCH /api/sessions/:id/nodes/:node/config": route("operate"),
    "GET /api/sessions/:id/transcript.srt": route("read"),
    "GET /api/sessions/:id/transcript.vtt": route("read"),
    "GET /api/sessions/:id/transcript.jsonl": route("read"),
    "GET /api/sessions/:id/transcript.txt": route("read"),

    "GET /api/models": route("read"),
    "POST /api/models/:id/pull": route("operate"),
    "POST /api/models/:id/cancel": route("operate"),
    "POST /api/models/:id/verify": route("operate"),
    "DELETE /api/models/:id": route("operate"),
  } satisfies Readonly<Record<`${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`, RoutePolicy>>,

  sockets: {
    // Several seconds of audio at any rate; listeners have nothing to say, and editors not much.
    audio: { path: "/ws/audio", needs: "speak", allowance: "upgrades", maxBytes: 1024 * kilobyte },
    captions: { path: "/ws/captions/:session", needs: "listen", allowance: "upgrades", maxBytes: kilobyte },
    editor: { path: "/ws/editor", needs: "read", allowance: "upgrades", maxBytes: kilobyte },
  } satisfies Readonly<Record<string, SocketPolicy>>,
};

const byName: ReadonlyMap<string, RoutePolicy> = new Map(Object.entries(policies.routes));

/**
 * What holds for a route.
 * @param method - as fastify has it
 * @param path - with its parameters, such as `/api/flows/:id`
 * @throws {Error} when the table does not name it
 */
export function routePolicy(method: string, path: string): RoutePolicy {
  const name = `${method === "HEAD" ? "GET" : method} ${path}`;
  const policy = byName.get(name);
  if (policy === undefined) throw new Error(`No policy names ${name}. Add it to server/access/policy.ts.`);
  return policy;
}
