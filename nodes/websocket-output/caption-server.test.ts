import { once } from "node:events";
import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { resolveConfig } from "#engine/flow/config.ts";
import { runNode } from "#engine/testing/run-node.ts";
import { websocketOutputNode } from "./runtime.ts";
import { cleanUp, join, joinAndStall, openNode, sequences, transcript } from "./testing.ts";

test("a client that does not read is cut off, and the others get everything", async () => {
  const { url, send, logged } = await openNode();
  const reader = await join(url);
  await reader.received(1);
  const stalled = await joinAndStall(url);
  const isCut = () => logged.some(({ message }) => message.includes("cut off"));
  let sent = 0;
  const text = "x".repeat(64 * 1024);
  while (!isCut() && sent < 1000) {
    send(transcript(++sent, { text }));
    await vi.waitUntil(() => reader.messages.length > sent, { timeout: 10_000, interval: 1 });
  }
  expect(isCut()).toBe(true);
  expect(sequences(reader.messages)).toEqual(Array.from({ length: sent + 1 }, (_, at) => at));
  expect(JSON.stringify(logged)).not.toContain("xxx");
  stalled.resume();
  await once(stalled, "close");
});

test("a client that does not answer a ping by the next one is cut off, the others stay", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const { url, send } = await openNode();
  const deaf = await join(url, { autoPong: false });
  const alive = await join(url);
  const pinged = once(alive.socket, "ping");
  vi.advanceTimersByTime(15_000);
  await pinged;
  // The server handles what a client sends in order: once it answers this ping it has seen the pong.
  alive.socket.ping();
  await once(alive.socket, "pong");
  vi.advanceTimersByTime(15_000);
  expect(await deaf.closed).toBe(1006);
  send(transcript(1));
  await alive.received(2);
});

test("an oversized frame closes its sender's connection and nothing else", async () => {
  const { url, send } = await openNode();
  const [loud, quiet] = [await join(url), await join(url)];
  loud.socket.on("error", () => {});
  loud.socket.send("x".repeat(2000));
  expect(await loud.closed).toBe(1009);
  send(transcript(1));
  await quiet.received(2);
});

test("another path answers 404, plain HTTP 426", async () => {
  const { url } = await openNode({ path: "/live" });
  const socket = new WebSocket(url.replace("/live", "/other"));
  const [error] = (await once(socket, "error")) as [Error];
  expect(error.message).toContain("404");
  expect((await fetch(url.replace("ws:", "http:"))).status).toBe(426);
  expect((await join(`${url}?x=1`)).socket.readyState).toBe(WebSocket.OPEN);
});

test.each([
  ["http://localhost:3000", true],
  ["https://127.0.0.1", true],
  ["http://[::1]:8080", true],
  ["https://example.org", false],
  ["http://127.example.org", false],
  ["http://localhost.example.org", false],
  ["null", false],
])("on an address of this machine, may a page of %s read along: %s", async (origin, isAllowed) => {
  const { url } = await openNode();
  const joined = join(url, { origin });
  if (isAllowed) await joined;
  else await expect(joined).rejects.toThrow("403");
});

test("on any other address pages from anywhere may read along", async () => {
  const { url } = await openNode({ host: "0.0.0.0" });
  await join(url.replace("0.0.0.0", "127.0.0.1"), { origin: "https://example.org" });
});

test("a port that is taken is named with its field", async () => {
  const { url } = await openNode();
  const port = Number(new URL(url).port);
  await expect(runNode(websocketOutputNode, { config: { port } })).rejects.toMatchObject({
    code: "port.in-use",
    nodeId: "node",
    field: "port",
  });
});

test("a host that is not this machine's is named with its field", async () => {
  const config = { host: "192.0.2.1" }; // RFC 5737: an address nobody has
  await expect(runNode(websocketOutputNode, { config })).rejects.toMatchObject({
    code: "config.invalid",
    field: "host",
  });
});

test("close frees the port whatever clients do, and may be called twice or without open", async () => {
  const { url, runtime } = await openNode();
  const client = await join(url);
  const halfway = connect(Number(new URL(url).port), "127.0.0.1");
  halfway.on("error", () => {});
  cleanUp.push(() => halfway.destroy());
  halfway.write("GET /captions HTTP/1.1\r\n");
  await once(halfway, "connect");
  await joinAndStall(url);
  await Promise.all([runtime.close?.(), runtime.close?.()]);
  expect(await client.closed).toBe(1001);
  await runtime.close?.();
  await openNode({ port: Number(new URL(url).port) });
  const current = resolveConfig(websocketOutputNode.definition, {});
  await websocketOutputNode.create({} as never, { current }).close?.();
});
