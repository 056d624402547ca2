import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { InjectOptions } from "fastify";
import { pino } from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { ListenKeys } from "#server/access/listen-keys.ts";
import { makeFolder, startApp } from "./testing.ts";

const token = "correct-horse-battery";
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(running.splice(0).map((each) => each.close()));
});

async function start(options: Parameters<typeof startApp>[0] = {}) {
  const started = await startApp(options);
  running.push(started);
  const ask = async (url: string, rest: Omit<InjectOptions, "url"> = {}) => {
    const response = await started.app.inject({ url, ...rest });
    const isJson = String(response.headers["content-type"]).startsWith("application/json");
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isJson ? response.json() : response.body,
    };
  };
  return { ...started, ask };
}

const open = { settings: { host: "0.0.0.0", token } };

function builtPages(): string {
  const folder = makeFolder();
  for (const page of ["app", "live", "watch", "ops"]) {
    mkdirSync(join(folder, page));
    writeFileSync(join(folder, page, "index.html"), `<title>${page}</title>`);
  }
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "assets", "live-a1b2c3.js"), "export {};");
  writeFileSync(join(folder, ".secret"), "secret");
  return folder;
}

test("health is open, and 503 when the store or a device is gone", async () => {
  const { ask, store, pools } = await start(open);
  const well = await ask("/api/health");
  expect(well.status).toBe(200);
  expect(well.body).toEqual({
    status: "ok",
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    uptimeMs: expect.any(Number),
    checks: { store: "ok", devices: "ok" },
  });
  store.ping = () => Promise.reject(new Error("disk is gone"));
  const ill = await ask("/api/health");
  expect([ill.status, ill.body.status, ill.body.checks]).toEqual([
    503,
    "degraded",
    { store: "failed", devices: "ok" },
  ]);
  pools[0] = { device: "cpu", pid: undefined, running: 0, waiting: 0, completed: 0, crashes: 9 };
  expect((await ask("/api/health")).body.checks.devices).toBe("failed");
  pools.push({ device: "npu", pid: 7, running: 0, waiting: 0, completed: 0, crashes: 0 });
  expect((await ask("/api/health")).body.checks.devices, "another takes its tasks").toBe("ok");
});

test("the health of all parts names the one that failed, and why", async () => {
  const { ask, store } = await start();
  store.ping = () => Promise.reject(new Error("disk is gone"));
  const { status, body } = await ask("/api/services/health");
  expect(status).toBe(503);
  expect(body.services).toEqual([
    { name: "api", status: "ok" },
    { name: "flows", status: "ok" },
    { name: "sessions", status: "failed", reason: "disk is gone" },
    { name: "devices", status: "ok" },
  ]);
});

test("nodes come as data: ports with types, settings as JSON Schema, and what may be joined", async () => {
  const { ask } = await start();
  const { nodes, portTypes } = (await ask("/api/nodes")).body;
  const vad = nodes.find(({ type }: { type: string }) => type === "vad");
  expect(vad.inputs).toMatchObject([{ name: "audio", type: "audio", required: true }]);
  expect(vad.outputs.map(({ name }: { name: string }) => name)).toContain("error");
  expect(vad.config).toMatchObject({ type: "object", properties: { threshold: { type: "number" } } });
  const audio = portTypes.find(({ type }: { type: string }) => type === "audio");
  expect(audio.connectsTo.sort()).toEqual(["any", "audio"]);
});

test("devices and models are listed", async () => {
  const { ask, pools, reports } = await start();
  const facts = { cores: 2, flags: ["avx2"], driver: "1.0" };
  reports.push({ id: "npu", kind: "npu", name: "Intel NPU", state: "absent", explanation: "None.", facts });
  const breaker = { model: "whisper-tiny", state: "open", sinceMs: 1, reason: "It died." } as const;
  pools.push({
    device: "cuda:0",
    pid: 2,
    running: 0,
    waiting: 0,
    completed: 0,
    crashes: 1,
    fallbacks: 1,
    breakers: [breaker],
  });
  expect((await ask("/api/devices")).body).toEqual({ devices: pools, reports });
  const { models } = (await ask("/api/models")).body;
  expect(models).toContainEqual({ name: "phrasebook-asr", kind: "asr", origin: "shipped", isPresent: true });
});

/** The routes of fastify's drawing of them, where a line adds to the path of the line that it hangs on. */
function routesOf(drawing: string): string[] {
  const parents: string[] = [];
  return drawing.split("\n").flatMap((line) => {
    const [, indent = "", part = "", methods = ""] = /^(.*)[├└]── (\S+) \((.+)\)/.exec(line) ?? [];
    const depth = indent.length / 4;
    parents[depth] = `${parents[depth - 1] ?? ""}${part}`;
    return methods
      .split(", ")
      .flatMap((method) => (method === "HEAD" ? [] : [`${method} ${parents[depth]}`]));
  });
}

test("every route is in the OpenAPI document, with an id, a summary and a schema for its answers", async () => {
  const { ask, app } = await start();
  const routes = routesOf(app.printRoutes({ commonPrefix: false })).filter(
    (route) => route.includes(" /api/") && !route.includes("/api/docs"),
  );
  const { paths, openapi } = (await ask("/api/openapi.json")).body;
  expect(openapi).toBe("3.1.0");
  type Operation = Record<"operationId" | "summary", string> & {
    responses: Record<string, { content?: object }>;
  };
  const operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
      operation,
    })),
  );
  expect(operations.map(({ name }) => name).sort()).toEqual(routes.sort());
  expect(routes.length).toBeGreaterThanOrEqual(25);
  for (const { name, operation } of operations) {
    expect(operation, name).toMatchObject({ operationId: expect.any(String), summary: expect.any(String) });
    for (const [status, answer] of Object.entries(operation.responses)) {
      const isEmpty = status === "204" || status === "202";
      if (!isEmpty) expect(answer.content, `${name} ${status}`).toBeDefined();
    }
  }
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the OpenAPI document can be browsed", async () => {
  const { ask } = await start();
  const { status, body } = await ask("/api/docs/");
  expect([status, body.includes("swagger-ui")]).toEqual([200, true]);
});

test("with a token, nothing but health and the pages' code answers without it", async () => {
  const { ask } = await start({ ...open, pagesFolder: builtPages() });
  const paths = ["/api/flows", "/api/openapi.json", "/api/docs/", "/live", "/assets/../live", "/none", "/"];
  for (const path of [...paths, "/api/health/../flows", "/API/health", "//api/health", "/api/health/"]) {
    expect([path, (await ask(path)).status]).toEqual([path, 401]);
  }
  expect((await ask("/api/flows")).body.error.code).toBe("request.token");
  expect((await ask("/assets/live-a1b2c3.js")).status).toBe(200);
});

test.each([
  [{ authorization: `Bearer ${token}` }, 200],
  [{ cookie: `theme=dark; patchbay_token=${token}` }, 200],
  [{ authorization: `Bearer ${token}x` }, 401],
  [{ authorization: `Bearer ${token.slice(1)}` }, 401],
  [{ authorization: "Bearer " }, 401],
  [{ authorization: `Basic ${token}` }, 401],
  [{ cookie: "patchbay_token=" }, 401],
])("the token is taken as a bearer or a cookie, whole or not at all: %j", async (headers, status) => {
  const { ask } = await start(open);
  expect((await ask("/api/flows", { headers })).status).toBe(status);
});

test("a page opened with the token in its address gets a cookie and loses it from the address", async () => {
  const { ask } = await start({ ...open, pagesFolder: builtPages() });
  const { status, headers } = await ask(`/watch/abc?size=2&token=${token}`);
  expect([status, headers.location]).toEqual([303, "/watch/abc?size=2"]);
  const cookie = String(headers["set-cookie"]);
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax; /);
  const [pair = ""] = cookie.split(";");
  expect((await ask("/watch/abc", { headers: { cookie: pair } })).body).toContain("<title>watch</title>");
  const wrong = await ask("/live?token=wrong");
  expect([wrong.status, wrong.headers["set-cookie"]]).toEqual([401, undefined]);
  expect(wrong.body).toContain('<input name="token"');
  expect((await ask(`/api/flows?token=${token}`)).status).toBe(401);
});

test("a listener's key opens the page of its session, and nothing else", async () => {
  const { ask } = await start({ ...open, pagesFolder: builtPages() });
  const key = new ListenKeys(token).keyOf("abc");
  const page = await ask(`/watch/abc?key=${key}`);
  expect([page.status, page.body, page.headers["set-cookie"]]).toEqual([
    200,
    "<title>watch</title>",
    undefined,
  ]);
  for (const path of [
    "/watch/abd",
    "/watch/abc/",
    "/live",
    "/ops",
    "/api/sessions/abc",
    "/api/sessions",
    "/api/flows",
  ]) {
    expect([path, (await ask(`${path}?key=${key}`)).status]).toEqual([path, 401]);
  }
  expect((await ask(`/watch/abc?key=${key.slice(1)}`)).body).toContain('<input name="token"');
});

test("an address of two slashes leads nowhere but here", async () => {
  const { ask } = await start({ ...open, pagesFolder: builtPages() });
  const { headers } = await ask(`//evil.example/live?token=${token}`);
  expect(headers.location).toBeUndefined();
});

test.each([
  ["https://evil.example", 403],
  ["null", 403],
  ["http://localhost:3001", 403],
  ["http://localhost:80", 200],
  ["https://captions.example.org", 200],
  [undefined, 200],
])("a change that a page of %s asks for: %i", async (origin, status) => {
  const { ask } = await start({ settings: { origins: ["https://captions.example.org"] } });
  const headers = { host: "localhost:80", ...(origin === undefined ? {} : { origin }) };
  const payload = { baseRevision: 0 };
  const answer = await ask("/api/flows/x/deploy", { method: "POST", headers, payload });
  expect(answer.status).toBe(status === 200 ? 404 : status);
  expect((await ask("/api/flows", { headers })).status).toBe(200);
});

test("on loopback a foreign name is refused: no page can rebind its name to this machine", async () => {
  const { ask } = await start();
  expect((await ask("/api/flows", { headers: { host: "evil.example:3000" } })).body.error.code).toBe(
    "request.origin",
  );
  for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000"]) {
    expect([host, (await ask("/api/flows", { headers: { host } })).status]).toEqual([host, 200]);
  }
});

test("too many requests of one address are 429 with the time to wait, guesses at the token among them", async () => {
  vi.useFakeTimers({ toFake: ["performance"] }); // none comes back meanwhile
  const { ask } = await start(open);
  const from = (remoteAddress: string) => ask("/api/flows", { remoteAddress });
  let last = await from("203.0.113.5");
  for (let count = 1; count < 6000; count++) last = await from("203.0.113.5");
  expect(last.status).toBe(401);
  const refused = await from("203.0.113.5");
  expect([refused.status, refused.body.error.code]).toEqual([429, "request.rate"]);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect((await from("203.0.113.6")).status).toBe(401);
});

test("pages are their own html, whatever follows in the path of editor and watch, and always fresh", async () => {
  const { ask } = await start({ pagesFolder: builtPages() });
  for (const [path, page] of [
    ["/editor", "app"],
    ["/editor/captions", "app"],
    ["/live", "live"],
    ["/watch/a-b_1", "watch"],
    ["/ops", "ops"],
  ]) {
    const { body, headers } = await ask(path as string);
    expect(body).toBe(`<title>${page}</title>`);
    expect(headers["cache-control"]).toBe("no-cache");
    expect(headers["content-type"]).toContain("text/html");
  }
  expect((await ask("/")).headers.location).toBe("/editor");
});

test("assets may be kept for ever, and nothing outside of the pages can be read", async () => {
  const { ask } = await start({ pagesFolder: builtPages() });
  const { headers } = await ask("/assets/live-a1b2c3.js");
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  for (const path of ["/.secret", "/assets/../.secret", "/..%2f..%2fetc/passwd", "/%2e%2e/package.json"]) {
    expect([path, (await ask(path)).status >= 400]).toEqual([path, true]);
  }
});

test("a file that the build compressed is sent so to whoever takes that, and as it is to others", async () => {
  const folder = builtPages();
  const path = join(folder, "assets", "live-a1b2c3.js");
  writeFileSync(`${path}.br`, brotliCompressSync("export {};"));
  const { ask } = await start({ pagesFolder: folder });
  const [plain, packed] = await Promise.all([
    ask("/assets/live-a1b2c3.js", { headers: { "accept-encoding": "identity" } }),
    ask("/assets/live-a1b2c3.js", { headers: { "accept-encoding": "gzip, br" } }),
  ]);
  expect([plain.headers["content-encoding"], plain.body]).toEqual([undefined, "export {};"]);
  for (const { headers } of [plain, packed]) {
    expect(headers["content-type"]).toBe("application/javascript; charset=utf-8");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(String(headers["vary"])).toContain("accept-encoding");
  }
  expect(packed.headers["content-encoding"]).toBe("br");
});

test("pages that are not built say how to build them", async () => {
  const { ask } = await start({ pagesFolder: join(makeFolder(), "none") });
  const { status, body } = await ask("/live");
  expect(status).toBe(503);
  expect(body).toContain("npm start");
});

test("an unknown path is 404 in the shape of all errors, and every answer has a correlation id", async () => {
  const { ask } = await start({ pagesFolder: builtPages() });
  const { status, body, headers } = await ask("/api/none", { headers: { "x-request-id": "my-id-1" } });
  expect([status, body.error.code, body.error.correlationId]).toEqual([
    404,
    "request.unknown-path",
    "my-id-1",
  ]);
  expect(headers["x-request-id"]).toBe("my-id-1");
  expect((await ask("/api/health")).headers["x-request-id"]).toMatch(/^[\w-]{36}$/);
});

test("an unknown path is a page with a way on for whoever browses, and the usual error for programs", async () => {
  const { ask } = await start({ pagesFolder: builtPages() });
  const browsing = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  for (const path of ["/none", "/none/<script>", "/api/none"]) {
    const { status, headers, body } = await ask(path, { headers: browsing });
    expect([status, headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(body).toContain('<a href="/">');
    expect(body).not.toContain("<script>");
    expect((await ask(path, { headers: { accept: "*/*" } })).body.error.code).toBe("request.unknown-path");
  }
  const posted = await ask("/none", { method: "POST", headers: browsing });
  expect([posted.status, posted.body.error.code]).toEqual([404, "request.unknown-path"]);
});

test("an error of the server itself shows a correlation id and no more, and the log has the rest", async () => {
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => lines.push(line) });
  const live = () => {
    throw new TypeError("secret detail");
  };
  const sessions = { live, stop: () => false, deployed: async () => [], nodes: () => [], tune: () => ({}) };
  const { ask } = await start({ logger, sessions });
  const { status, body } = await ask("/api/sessions");
  expect([status, body.error.code]).toEqual([500, "server.failed"]);
  expect(JSON.stringify(body)).not.toMatch(/secret detail|\.ts/);
  const log = lines.join("");
  expect(log).toContain("secret detail");
  expect(log).toContain(body.error.correlationId);
});

test("what a page may load is this server's own, and it cannot be framed", async () => {
  const { ask } = await start({ pagesFolder: builtPages() });
  const { headers } = await ask("/live");
  const policy = String(headers["content-security-policy"]);
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("worker-src 'self' blob:");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("upgrade-insecure-requests");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});
