import type { AddressInfo, Server } from "node:net";
import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { FlowError } from "#engine/errors.ts";

/** What a server that listens on every address of its machine is bound to, and how that machine calls itself. */
const everyAddress: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** Where a listening server is, as an address for a browser on this machine. */
export function urlOf(server: Pick<Server, "address">, host: string): string {
  const { address, port } = server.address() as AddressInfo;
  return toUrl(everyAddress[address] ?? host, port);
}

/**
 * Where other machines find a server that listens on every address; empty for one that is bound to a single address.
 * @param interfaces the machine's network cards
 */
export function networkUrlsOf(
  server: Pick<Server, "address">,
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
): string[] {
  const { address: bound, port } = server.address() as AddressInfo;
  if (everyAddress[bound] === undefined) return [];
  const cards = Object.values(interfaces).flatMap((card) => card ?? []);
  return cards
    .filter(({ internal, family }) => !internal && (family === "IPv4" || bound === "::"))
    .filter(({ address }) => !address.startsWith("fe80:")) // of one cable only, and no browser takes its zone
    .sort((one, two) => one.family.localeCompare(two.family)) // the shorter ones first
    .map(({ address }) => toUrl(address, port));
}

/** An error of listen() in words, naming the variable to change. */
export function asListenError(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "EADDRINUSE") {
    const message = `Port ${port} of ${host} is taken.`;
    return new FlowError("port.in-use", { field: "PORT", message, cause: error });
  }
  const advice = listenAdvice[code];
  if (advice === undefined) return error;
  const message = `${host}:${port} cannot be listened on (${code}).`;
  return new FlowError("config.invalid", { ...advice, message, cause: error });
}

const ownAddress = {
  field: "HOST",
  hint: "Use an address of this machine, 127.0.0.1 for this machine only, or 0.0.0.0 for all of its addresses.",
};
const listenAdvice: Readonly<Record<string, { readonly field: string; readonly hint: string }>> = {
  EADDRNOTAVAIL: ownAddress,
  ENOTFOUND: ownAddress,
  EAFNOSUPPORT: ownAddress,
  EACCES: { field: "PORT", hint: "Use a port above 1023; those below are the system's." },
};

function toUrl(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
