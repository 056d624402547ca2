import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { AccessControl } from "#server/access/access-control.ts";
import { ListenKeys } from "#server/access/listen-keys.ts";
import { judgeUpgrade } from "./guard.ts";

import { answerTo, rawUpgrade, startSockets, TestClient, type TestSocketOptions } from "./testing.ts";

const token = "a-secret/with+odd=chars";
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function start(options: TestSocketOptions = {}) {
  const started = await startSockets({ ...options, collect: () => ({}) as never });
  cleanUp.push(started.stop);
  return started;
}

test("a path that is no WebSocket is answered 404, a number that is none 400", async () => {
  const { port, counters } = await start();
  for (const path of [
    "/",
    "/ws",
    "/ws/audio/",
    "/ws/captions/",
    "/ws/captions/a/b",
    "/ws/captions/..%2f",
    "//",
  ]) {
    expect((await answerTo(port, path)).status, path).toBe(404);
  }
  for (const after of ["-1", "1.5", "x", "", "1e3"]) {
    expect((await answerTo(port, `/ws/captions/a?after=${after}`)).status, after).toBe(400);
  }
  expect(counters.refused).toEqual({ 404: 7, 400: 5 });
});

test("a refusal is plain HTTP with a code and what to do, and the connection is closed", async () => {
  const { port } = await start({ token });
  const socket = await rawUpgrade(port, "/ws/editor");
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes;
  });
  await once(socket, "close");
  expect(text).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
  expect(text).toContain("\r\n\r\n");
  expect(text).toMatch(/Send Authorization: Bearer .*\[request\.token\]\n$/);
});

test.each([
  ["as a bearer", { Authorization: `Bearer ${token}` }],
  ["in the cookie", { Cookie: `a=b; patchbay_token=${token}; c=d` }],
  ["in the cookie, percent-encoded", { Cookie: `patchbay_token=${encodeURIComponent(token)}` }],
  [
    "as a protocol, percent-encoded",
    { "Sec-WebSocket-Protocol": `patchbay.token.${encodeURIComponent(token)}` },
  ],
])("the token is taken %s", async (_way, headers) => {
  const { port } = await start({ token });
  expect((await answerTo(port, "/ws/editor", headers)).status).toBe(101);
});

test.each([
  ["none", {}],
  ["a wrong one", { Authorization: "Bearer nonsense" }],
  ["a beginning of it", { Authorization: `Bearer ${token.slice(0, -1)}` }],
  ["another cookie", { Cookie: `xpatchbay_token=${token}` }],
  ["one in the address", {}],
])("%s is no token", async (what, headers) => {
  const { port } = await start({ token });
  for (const path of ["/ws/audio", "/ws/editor", "/ws/captions/a"]) {
    const address = what === "one in the address" ? `${path}?token=${encodeURIComponent(token)}` : path;
    expect((await answerTo(port, address, headers)).status).toBe(401);
  }
});

test("a listener's key opens the captions of its session, and nothing else", async () => {
  const { port } = await start({ token });
  const key = new ListenKeys(token).keyOf("a");
  const status = async (path: string) => (await answerTo(port, path)).status;
  expect(await status(`/ws/captions/a?after=0&key=${key}`)).toBe(101);
  for (const path of ["/ws/captions/b", "/ws/audio", "/ws/editor"]) {
    expect([path, await status(`${path}?key=${key}`)]).toEqual([path, 401]);
  }
  expect(await status(`/ws/captions/a?key=${key.slice(1)}`)).toBe(401);
  expect(await status("/ws/captions/a?key=")).toBe(401);
});

test("a client that offers protocols gets one back, the token only when there is no other", async () => {
  const { port } = await start({ token });
  const offer = `patchbay.token.${encodeURIComponent(token)}`;
  const both = await new TestClient(port, "/ws/editor", {}, [offer, "patchbay"]).open();
  expect(both.socket.protocol).toBe("patchbay");
  const one = await new TestClient(port, "/ws/editor", {}, [offer]).open();
  expect(one.socket.protocol).toBe(offer);
});

test("a page of another origin is refused, the server's own and those listed are let in", async () => {
  const { port } = await start({ origins: ["https://captions.example.org"] });
  const status = async (origin: string, host = `127.0.0.1:${port}`) =>
    (await answerTo(port, "/ws/editor", { Origin: origin, Host: host })).status;
  expect(await status(`http://127.0.0.1:${port}`)).toBe(101);
  expect(await status(`http://localhost:${port}`)).toBe(101);
  expect(await status("https://captions.example.org")).toBe(101);
  expect(await status(`http://localhost:${port + 1}`)).toBe(403);
  expect(await status("https://evil.example")).toBe(403);
  expect(await status("null")).toBe(403);
  expect(await status("file://")).toBe(403);
});

test("on loopback a foreign name in Host is refused, even when it matches the origin", async () => {
  const { port } = await start();
  const host = `evil.example:${port}`;
  expect((await answerTo(port, "/ws/editor", { Host: host, Origin: `http://${host}` })).status).toBe(403);
  expect((await answerTo(port, "/ws/editor", { Host: host })).status).toBe(403);
});

test("more upgrades than a minute allows are answered 429", async () => {
  const { port } = await start({ perMinute: { upgrades: 0.3 } });
  const statuses: number[] = [];
  for (let count = 0; count < 5; count++) statuses.push((await answerTo(port, "/ws/editor")).status);
  expect(statuses).toEqual([101, 101, 101, 429, 429]);
});

test("this machine, where a proxy may stand for all clients, may open ten times as many sockets as another", () => {
  const countOf = (remoteAddress: string) => {
    const open = { host: "0.0.0.0", token: undefined, origins: [] };
    const access = new AccessControl({ ...open, perMinute: { upgrades: 3 } });
    const request = { headers: {}, url: "/ws/editor", socket: { remoteAddress } };
    for (let count = 0; ; count++) if (judgeUpgrade(access, request).kind === "refused") return count;
  };
  expect(["127.0.0.1", "::1", "192.0.2.1", "2001:db8::1"].map(countOf)).toEqual([30, 30, 3, 3]);
});
