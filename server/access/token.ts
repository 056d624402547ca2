import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Cookie that holds the token of a page that was opened with it. */
const cookieName = "patchbay_token";
/** A browser can send no header of its own on a WebSocket, but it can offer protocols (RFC 6455, 4.1). */
export const tokenProtocolPrefix = "patchbay.token.";

/** Knows the server's token, and compares in a time that tells nothing about it. */
export class TokenCheck {
  readonly #digest: Buffer;

  constructor(token: string) {
    this.#digest = digestOf(token);
  }

  /**
   * Whether a request carries the token: as `Authorization: Bearer`, in the cookie `patchbay_token`, or offered as
   * the protocol `patchbay.token.<token>`. In the latter two it may be percent-encoded.
   */
  accepts(headers: IncomingHttpHeaders): boolean {
    return candidates(headers).some((candidate) => timingSafeEqual(digestOf(candidate), this.#digest));
  }
}

/** Digests have one length, so the comparison does not tell the token's. */
function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

function candidates({ authorization, cookie, ...headers }: IncomingHttpHeaders): string[] {
  const bearer = /^Bearer +(.+)$/i.exec(authorization ?? "")?.[1];
  const cookies = valuesAfter(`${cookieName}=`, cookie?.split(";"));
  const protocols = valuesAfter(tokenProtocolPrefix, headers["sec-websocket-protocol"]?.split(","));
  const encoded = [...cookies, ...protocols];
  return [...(bearer === undefined ? [] : [bearer]), ...encoded, ...encoded.flatMap(decoded)];
}

function valuesAfter(prefix: string, parts: readonly string[] = []): string[] {
  return parts
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length));
}

function decoded(value: string): string[] {
  try {
    return [decodeURIComponent(value)];
  } catch {
    return [];
  }
}
