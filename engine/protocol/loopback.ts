const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const loopback = new RegExp(`^(?:localhost|127(?:\\.${octet}){3}|::1|\\[::1\\])$`, "i");

/**
 * Whether a host name or address is this very machine, seen from itself. `app.localhost` and the like are not: some
 * resolvers ask the network for them.
 * @param hostname an IPv6 address with its brackets or without
 */
export function isLoopback(hostname: string): boolean {
  return loopback.test(hostname);
}
