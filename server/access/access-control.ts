import type { IncomingHttpHeaders } from "node:http";
import { FlowError } from "#engine/errors.ts";
import { isLoopback } from "#engine/protocol/loopback.ts";
import { Authenticator } from "./authenticate.ts";
import type { ListenKeys } from "./listen-keys.ts";
import { hostAllowed, originAllowed } from "./origin.ts";
import { can } from "./permissions.ts";
import { type Allowance, loopbackFactor, type Policy, perMinute } from "./policy.ts";
import type { Principal } from "./principal.ts";
import { RateLimit } from "./rate-limit.ts";

/** Who may reach a server; a `Config` is enough. */
export interface AccessOptions {
  /** Address that the server is bound to. On loopback, only requests to a loopback name are let in. */
  readonly host: string;
  /** Undefined: anyone who reaches the server is let in. */
  readonly token: string | undefined;
  /** Origins of web pages allowed beside the server's own. */
  readonly origins: readonly string[];
  /** How often an address may ask in a minute. Default: what the policy table says. */
  readonly perMinute?: Partial<Record<Allowance, number>>;
}

/** A request, or an upgrade to a WebSocket, as far as access to it goes. */
export interface Asked {
  readonly headers: IncomingHttpHeaders;
  /** Path and query. */
  readonly url: string;
  /** The session that its address names. */
  readonly sessionId?: string | undefined;
  /** Whether a page of another site may have it sent: it changes nothing, and its answer stays unseen. */
  readonly isHarmless: boolean;
}

/**
 * What stands between clients and the server, for requests and for WebSockets: limits of an address, origins, and
 * whether who asks may do what the policy table says is needed.
 */
export class AccessControl {
  readonly #options: AccessOptions;
  readonly #authenticator: Authenticator;
  readonly #limits: Readonly<Record<Allowance, { readonly near: RateLimit; readonly far: RateLimit }>>;

  constructor(options: AccessOptions) {
    this.#options = options;
    this.#authenticator = new Authenticator(options.token);
    const limits = (allowance: Allowance) => {
      const count = options.perMinute?.[allowance] ?? perMinute[allowance];
      return { near: new RateLimit(count * loopbackFactor), far: new RateLimit(count) };
    };
    this.#limits = { requests: limits("requests"), upgrades: limits("upgrades") };
  }

  /** Keys for listeners; undefined where nobody needs one. */
  get listenKeys(): ListenKeys | undefined {
    return this.#authenticator.listenKeys;
  }

  /**
   * Counts one attempt of an address, also one that is refused then: guesses at the token use it up.
   * @throws {FlowError} `request.rate` when there were too many
   */
  count(allowance: Allowance, address: string): void {
    const { near, far } = this.#limits[allowance];
    const limit = isLoopback(address) ? near : far;
    if (!limit.take(address, performance.now())) throw new FlowError("request.rate");
  }

  /**
   * Lets a request in.
   * @returns who asks; undefined: anybody may
   * @throws {FlowError} `request.origin` for another site's page and a foreign name of this server (DNS rebinding);
   * `request.token` when who asks has not shown what lets them do it
   */
  admit(asked: Asked, policy: Pick<Policy, "needs">): Principal | undefined {
    const { headers, url, sessionId } = asked;
    this.#checkOrigin(asked);
    const principal = this.#authenticator.authenticate(headers, url);
    if (can(principal, { kind: policy.needs, sessionId })) return principal;
    throw new FlowError("request.token");
  }

  /** Whether somebody with this token may do what the policy needs. */
  opens(token: string, { needs }: Pick<Policy, "needs">): boolean {
    const principal = this.#authenticator.authenticate({ authorization: `Bearer ${token}` }, "");
    return can(principal, { kind: needs, sessionId: undefined });
  }

  #checkOrigin({ headers, isHarmless }: Asked): void {
    const { host, origins } = this.#options;
    if (isLoopback(host) && !hostAllowed(headers.host, origins)) {
      throw new FlowError("request.origin", {
        message: "This server answers to the name localhost only.",
        hint: "Name the proxy's origin in PATCHBAY_ORIGINS.",
      });
    }
    if (isHarmless || originAllowed(headers.origin, headers.host, origins)) return;
    throw new FlowError("request.origin");
  }
}
