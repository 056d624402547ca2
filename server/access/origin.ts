import { isLoopback } from "#engine/protocol/loopback.ts";

/**
 * Whether a web page may open a WebSocket here. Browsers send `Origin` and let no page change it, but they do let
 * any page connect to any server: that is ours to refuse (RFC 6455, 10.2).
 *
 * @param origin absent: not a browser, allowed
 * @param host the request's Host header
 * @param listed origins allowed besides, such as `https://captions.example.org`
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  listed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  const page = urlOf(origin);
  if (page === undefined || !/^https?:$/.test(page.protocol)) return false;
  if (listed.some((each) => urlOf(each)?.origin === page.origin)) return true;
  const own = urlOf(`${page.protocol}//${host}`); // read with the page's scheme, so that default ports agree
  if (own === undefined) return false;
  return own.host === page.host || (own.port === page.port && bothLoopback(own, page));
}

/**
 * Whether a Host header names a server that is bound to loopback. A foreign name that resolves to 127.0.0.1 is DNS
 * rebinding: to the browser the attacker's page is then of the same origin. A proxy in front passes by its origin.
 */
export function hostAllowed(host: string | undefined, listed: readonly string[]): boolean {
  const own = urlOf(`http://${host}`);
  if (own === undefined) return false;
  return isLoopback(own.hostname) || listed.some((each) => urlOf(each)?.hostname === own.hostname);
}

function bothLoopback(a: URL, b: URL): boolean {
  return isLoopback(a.hostname) && isLoopback(b.hostname);
}

function urlOf(text: string): URL | undefined {
  return URL.parse(text) ?? undefined;
}
