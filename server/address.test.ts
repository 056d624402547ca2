import { once } from "node:events";
import { createConnection, createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { formatProblem } from "#engine/errors.ts";
import { asListenError, networkUrlsOf, urlOf } from "./address.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host);
  servers.push(server);
  await once(server, "listening");
  return { server, port: (server.address() as { port: number }).port };
}

const card = (address: string, family: "IPv4" | "IPv6", internal = false) =>
  ({ address, family, internal, netmask: "", mac: "", cidr: null, scopeid: 0 }) as never;
const interfaces = {
  lo: [card("127.0.0.1", "IPv4", true), card("::1", "IPv6", true)],
  wlan0: [card("fe80::1", "IPv6"), card("2001:db8::7", "IPv6"), card("192.168.1.7", "IPv4")],
};

test("a server on one address is found there, and nowhere else", async () => {
  const { server, port } = await listen("127.0.0.1");
  expect(urlOf(server, "localhost")).toBe(`http://localhost:${port}`);
  expect(networkUrlsOf(server, interfaces)).toEqual([]);
});

test("a server on every address is found by this machine and by its network, at addresses that can be opened", async () => {
  const { server, port } = await listen("0.0.0.0");
  expect(urlOf(server, "0.0.0.0")).toBe(`http://127.0.0.1:${port}`);
  expect(networkUrlsOf(server, interfaces)).toEqual([`http://192.168.1.7:${port}`]);
  for (const url of networkUrlsOf(server)) expect((await once(connectTo(url), "connect")).length).toBe(0);
});

test("on every address of both families those of IPv6 come last, without the ones that browsers cannot open", async () => {
  const server = { address: () => ({ address: "::", family: "IPv6", port: 80 }) }; // not every machine has IPv6
  expect(urlOf(server, "::")).toBe("http://[::1]:80");
  expect(networkUrlsOf(server, interfaces)).toEqual(["http://192.168.1.7:80", "http://[2001:db8::7]:80"]);
});

test("an address that is none of this machine's names HOST and what to give instead", async () => {
  const server = createServer().listen(0, "192.0.2.1"); // of a network for documentation, RFC 5737
  const [error] = await once(server, "error");
  const problem = asListenError(error, { host: "192.0.2.1", port: 3000 });
  expect(formatProblem(problem as never)).toMatch(
    /field "HOST": 192\.0\.2\.1:3000 cannot be listened on \(EADDRNOTAVAIL\)\. Use an address of this machine.*0\.0\.0\.0/,
  );
});

function connectTo(url: string) {
  const { hostname, port } = new URL(url);
  return createConnection({ host: hostname, port: Number(port) });
}
