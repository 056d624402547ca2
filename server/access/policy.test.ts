import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Fastify, { type HTTPMethods } from "fastify";
import { afterEach, expect, test, vi } from "vitest";
import { guardRequests } from "#server/http/guard.ts";
import { makeFolder, startApp } from "#server/http/testing.ts";
import { answerTo, eventually, startSockets, TestClient } from "#server/sockets/testing.ts";
import { AccessControl } from "./access-control.ts";
import { policies } from "./policy.ts";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

const open = { host: "127.0.0.1", token: undefined, origins: [] };

/** The app with everything that it can have: pages are built. */
async function wholeApp() {
  const pagesFolder = makeFolder();
  mkdirSync(join(pagesFolder, "live"));
  writeFileSync(join(pagesFolder, "live", "index.html"), "");
  const { app, close } = await startApp({ pagesFolder });
  cleanUp.push(close);
  return app;
}

test("a route that the table does not name cannot be registered, in a plugin neither", async () => {
  const app = Fastify();
  guardRequests(app, new AccessControl(open));
  app.get("/api/health", () => "well");
  expect(() => app.get("/api/new", () => "?")).toThrow("No policy names GET /api/new");
  expect(() => app.post("/api/health", () => "?")).toThrow("No policy names POST /api/health");
  await expect(
    app.register(async (plugin) => void plugin.get("/api/newer", () => "?")).then(),
  ).rejects.toThrow("No policy names GET /api/newer");
});

test("every route that the table names is there", async () => {
  const app = await wholeApp();
  const missing = Object.keys(policies.routes).filter((name) => {
    const [method, url = ""] = name.split(" ", 2);
    return !app.hasRoute({ method: method as HTTPMethods, url });
  });
  expect(missing).toEqual([]);
});

test("every WebSocket that the table names opens as that one, and no other does", async () => {
  const changed = vi.fn();
  const { port, stop } = await startSockets({ changed, collect: () => ({}) as never });
  cleanUp.push(stop);
  for (const [kind, { path }] of Object.entries(policies.sockets)) {
    const client = await new TestClient(port, path.replace(":session", "a")).open();
    await eventually(() => expect(changed).toHaveBeenCalledWith(kind, 1));
    client.socket.terminate();
    await eventually(() => expect(changed).toHaveBeenCalledWith(kind, -1));
  }
  for (const path of ["/ws", "/ws/other", "/ws/captions", "/api/health"])
    expect([path, (await answerTo(port, path)).status]).toEqual([path, 404]);
});

test("a body longer than its route's limit is 413, and a flow may be longer than others", async () => {
  const app = await wholeApp();
  const payload = { baseRevision: 0, flow: { text: "x".repeat(100_000) } };
  const status = async (url: string) => (await app.inject({ method: "POST", url, payload })).statusCode;
  expect(await status("/api/flows/none/rollback")).toBe(413);
  expect(await status("/api/flows/none/deploy")).toBe(422);
});
