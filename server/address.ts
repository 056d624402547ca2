import type { AddressInfo, Server } from "node:net";
import { FlowError } from "#engine/errors.ts";

/** Where a listening server is, as an address for a browser. */
export function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** An error of listen() in words, naming the variable to change. */
export function asListenError(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EADDRINUSE") {
    const message = `Port ${port} of ${host} is taken.`;
    return new FlowError("port.in-use", { field: "PORT", message, cause: error });
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EACCES") {
    const message = `${host}:${port} cannot be listened on (${code}).`;
    return new FlowError("config.invalid", { field: "HOST", message, cause: error });
  }
  return error;
}
