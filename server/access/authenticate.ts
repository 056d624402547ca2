import type { IncomingHttpHeaders } from "node:http";
import { longestName, nameHeader } from "#engine/protocol/person-name.ts";
import { ListenKeys } from "./listen-keys.ts";
import type { Principal } from "./principal.ts";
import { TokenCheck } from "./token.ts";

/** Finds out who asks, by what a request carries. */
export class Authenticator {
  /** Keys for listeners; undefined where nobody needs one. */
  readonly listenKeys: ListenKeys | undefined;
  readonly #token: TokenCheck | undefined;

  /** @param token - of the server; undefined: anybody who reaches it is its operator */
  constructor(token: string | undefined) {
    this.listenKeys = token === undefined ? undefined : new ListenKeys(token);
    this.#token = token === undefined ? undefined : new TokenCheck(token);
  }

  /**
   * Who a request comes from; undefined when it shows nothing that is known here.
   * @param url - path and query; a listen key in `?key=` is that of the session which the path ends with
   */
  authenticate(headers: IncomingHttpHeaders, url: string): Principal | undefined {
    if (this.#token === undefined) return { kind: "local", name: nameIn(headers) };
    if (this.#token.accepts(headers)) return { kind: "operator", name: nameIn(headers) };
    const [path = "", query = ""] = url.split("?", 2);
    const sessionId = /\/([\w-]{1,64})$/.exec(path)?.[1];
    const key = new URLSearchParams(query).get("key");
    if (sessionId === undefined || key === null || !this.listenKeys?.opens(sessionId, key)) return undefined;
    return { kind: "listener", sessionId };
  }
}

/** The name that a client gives itself. It is a courtesy among those who are let in, and proves nothing. */
function nameIn(headers: IncomingHttpHeaders): string | undefined {
  const given = headers[nameHeader];
  if (typeof given !== "string") return undefined;
  try {
    return decodeURIComponent(given).trim().slice(0, longestName) || undefined;
  } catch {
    return undefined;
  }
}
