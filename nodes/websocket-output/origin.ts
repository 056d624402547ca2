import { isLoopback } from "#engine/protocol/loopback.ts";

/**
 * Whether a client may read captions. A browser names the page that connects in its Origin header, and lets any
 * page connect to this machine (WebSockets have no same-origin rule, RFC 6455 section 10.2): where the server is
 * for this machine only, the page has to be of this machine, too.
 * @param host address that the server listens on
 * @param origin the Origin header; clients that are no browsers send none
 */
export function mayRead(host: string, origin: string | undefined): boolean {
  if (origin === undefined || !isLoopback(host)) return true;
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}
