import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { FlowError } from "#engine/errors.ts";
import { PassingFailure } from "./retry.ts";

const mostRedirects = 8;
/** A connection on which nothing comes for this long is taken for dead. */
const idleMs = 60_000;

/** A request to the hub. */
export interface HubRequest {
  readonly method: "GET" | "HEAD";
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Whether to follow a redirect. */
  readonly follow: (from: URL, to: URL, response: IncomingMessage) => boolean;
}

/** An answer, and those that redirected to it, the first one first. */
export interface HubAnswer {
  readonly hops: readonly { readonly url: URL; readonly response: IncomingMessage }[];
  readonly url: URL;
  readonly response: IncomingMessage;
}

/**
 * Speaks HTTP for one host's sake: the token goes to the hub's own host only, never to the CDN that it redirects to.
 * Node's own `fetch` would follow redirects past the headers that say what the file is. Proxies are those of
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY (Node's `proxyEnv`, since 24.5).
 */
export class HubConnection {
  readonly #agents: { readonly http: http.Agent; readonly https: https.Agent };
  readonly #host: string;
  readonly #token: string | undefined;

  constructor(options: {
    readonly endpoint: string;
    readonly token: string | undefined;
    readonly env: NodeJS.ProcessEnv;
  }) {
    this.#host = new URL(options.endpoint).origin;
    this.#token = options.token;
    const agent = { keepAlive: true, proxyEnv: options.env };
    this.#agents = { http: new http.Agent(agent), https: new https.Agent(agent) };
  }

  /** Whether an address is on the hub's own host. */
  isOwn(url: URL): boolean {
    return url.origin === this.#host;
  }

  /** @throws {PassingFailure} when nobody answers */
  async send(url: URL, request: HubRequest): Promise<HubAnswer> {
    const hops: { url: URL; response: IncomingMessage }[] = [];
    for (let at = url; hops.length <= mostRedirects; ) {
      const response = await this.#once(at, request);
      const { location } = response.headers;
      const isRedirect = [301, 302, 303, 307, 308].includes(response.statusCode ?? 0);
      const next =
        isRedirect && location !== undefined && URL.canParse(location, at.href) && new URL(location, at.href);
      if (!next || !request.follow(at, next, response)) return { hops, url: at, response };
      response.resume();
      hops.push({ url: at, response });
      at = next;
    }
    throw new FlowError("model.download", { message: `${url.host} redirects without an end.` });
  }

  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  #once(url: URL, { method, headers, signal }: HubRequest): Promise<IncomingMessage> {
    const isPlain = url.protocol === "http:";
    const authorization =
      this.#token !== undefined && this.isOwn(url) ? { authorization: `Bearer ${this.#token}` } : {};
    return new Promise((resolve, reject) => {
      const request = (isPlain ? http : https).request(url, {
        method,
        // Sizes and ranges are those of the file, not of a compressed form of it.
        headers: { "accept-encoding": "identity", "user-agent": "patchbay", ...headers, ...authorization },
        agent: isPlain ? this.#agents.http : this.#agents.https,
        signal,
      });
      request.setTimeout(idleMs, () => request.destroy(new Error(`nothing came for ${idleMs / 1000} s`)));
      request.on("response", resolve);
      request.on("error", (cause) => reject(unreachable(url, cause)));
      request.end();
    });
  }
}

/** The network's failure, in words that name the host. */
export function unreachable(url: URL, cause: unknown): PassingFailure {
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  const message = `${url.host} cannot be reached, or the connection broke (${reason}).`;
  return new PassingFailure(new FlowError("model.download", { message, cause }));
}
