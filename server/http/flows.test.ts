import { afterEach, expect, test } from "vitest";
import { smallFlow } from "#server/flows/fixtures/flows.ts";
import { startApp } from "./testing.ts";

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});

async function start(options: Parameters<typeof startApp>[0] = {}) {
  const started = await startApp(options);
  running.push(started);
  const send = async (method: "GET" | "POST" | "PUT" | "DELETE", url: string, payload?: unknown) => {
    const body = payload === undefined ? {} : { payload: payload as object };
    const response = await started.app.inject({ method, url, ...body });
    const isJson = String(response.headers["content-type"]).startsWith("application/json");
    return { status: response.statusCode, body: isJson ? response.json() : response.body, response };
  };
  return { ...started, send };
}

test("a flow is made, read, changed, listed and removed", async () => {
  const { send } = await start();
  const created = await send("POST", "/api/flows", smallFlow("small"));
  expect(created.status).toBe(201);
  expect(created.response.headers["location"]).toBe("/api/flows/small");
  expect(created.body).toMatchObject({
    flow: smallFlow("small"),
    revision: 0,
    hasChanges: true,
    problems: [],
  });
  expect((await send("PUT", "/api/flows/small", smallFlow("small", 2))).status).toBe(200);
  expect((await send("GET", "/api/flows/small")).body.flow).toEqual(smallFlow("small", 2));
  expect((await send("GET", "/api/flows")).body.flows).toMatchObject([
    { id: "small", name: "Small", nodeCount: 2 },
  ]);
  expect((await send("DELETE", "/api/flows/small")).status).toBe(204);
  expect((await send("GET", "/api/flows")).body).toEqual({ flows: [] });
});

test("a flow comes back as it went in, with every property of every config", async () => {
  const { send } = await start();
  const flow = {
    ...smallFlow("full"),
    description: "d",
    groups: [{ id: "g", name: "G", nodes: ["show"] }],
    comments: [{ id: "c", text: "t", position: { x: 1.5, y: -2 } }],
  };
  const unfinished = { ...flow.nodes[1], config: { every: 2, odd: { deep: [1, "2", null] } } };
  const document = { ...flow, nodes: [flow.nodes[0], unfinished] };
  await send("POST", "/api/flows", document);
  expect((await send("GET", "/api/flows/full")).body.flow).toEqual(document);
});

test.each([
  ["GET", "/api/flows/none"],
  ["PUT", "/api/flows/none"],
  ["DELETE", "/api/flows/none"],
  ["GET", "/api/flows/none/export"],
  ["GET", "/api/flows/none/revisions"],
  ["GET", "/api/flows/none/revisions/1"],
  ["POST", "/api/flows/none/rollback"],
  ["POST", "/api/flows/none/deploy"],
] as const)("%s %s of a flow that is not there is 404", async (method, url) => {
  const { send } = await start();
  const bodies: Record<string, unknown> = { PUT: smallFlow("none"), POST: { revision: 1, baseRevision: 0 } };
  const payload = url.endsWith("deploy") ? { baseRevision: 0 } : bodies[method];
  const { status, body } = await send(method, url, payload);
  expect([status, body.error.code]).toEqual([404, "flow.unknown"]);
});

test("an id that is taken is refused, and the flow that has it stays", async () => {
  const { send } = await start();
  await send("POST", "/api/flows", smallFlow("small", 1));
  for (const url of ["/api/flows", "/api/flows/import"]) {
    const { status, body } = await send("POST", url, smallFlow("small", 2));
    expect([status, body.error.code, body.error.field]).toEqual([409, "flow.exists", "id"]);
  }
  expect((await send("GET", "/api/flows/small")).body.flow).toEqual(smallFlow("small", 1));
});

test("a flow changed under the path of another is refused", async () => {
  const { send } = await start();
  await send("POST", "/api/flows", smallFlow("a"));
  const { status, body } = await send("PUT", "/api/flows/a", smallFlow("b"));
  expect([status, body.error.problems[0].field]).toEqual([422, "/id"]);
  expect((await send("GET", "/api/flows/b")).status).toBe(404);
});

const bad = {
  "a list": [],
  "a text": '"flow"',
  null: "null",
  "another format": { format: "patchbay.flow/9", id: "x" },
  "an unknown node type": { ...smallFlow("x"), nodes: [{ id: "source", type: "nonsense" }], edges: [] },
  "an unknown setting": {
    ...smallFlow("x"),
    nodes: [{ id: "source", type: "file-input", config: { no: 1 } }],
    edges: [],
  },
  "a wire to nowhere": {
    ...smallFlow("x"),
    edges: [{ from: { node: "source", port: "audio" }, to: { node: "gone", port: "in" } }],
  },
  "numbers as text": { ...smallFlow("x"), nodes: [{ id: "a", type: "debug", position: { x: "1", y: 2 } }] },
};

test.each(Object.entries(bad))(
  "import of %s is refused with its problems, and nothing is kept",
  async (_, document) => {
    const { app, flows } = await start();
    const payload = typeof document === "string" ? document : JSON.stringify(document);
    const headers = { "content-type": "application/json" };
    const response = await app.inject({ method: "POST", url: "/api/flows/import", headers, payload });
    expect(response.statusCode).toBe(422);
    const { error } = response.json();
    expect(error.code).toBe("flow.invalid");
    expect(error.problems.length).toBeGreaterThan(0);
    for (const problem of error.problems) {
      expect(problem).toMatchObject({
        code: expect.any(String),
        message: expect.any(String),
        hint: expect.any(String),
      });
    }
    expect(flows.list()).toEqual([]);
  },
);

test("import of what is not JSON is 400, and of what is too large 413", async () => {
  const { app } = await start();
  const headers = { "content-type": "application/json" };
  const inject = (payload: string) =>
    app.inject({ method: "POST", url: "/api/flows/import", headers, payload });
  const broken = await inject("{");
  expect([broken.statusCode, broken.json().error.code]).toEqual([400, "request.invalid"]);
  const large = await inject(`{"a":"${"x".repeat(10 * 1024 * 1024)}"}`);
  expect([large.statusCode, large.json().error.code]).toEqual([413, "request.too-large"]);
});

test("deployments count up, tell what changed, and an earlier one can be deployed again", async () => {
  const { send, flows } = await start();
  const deploy = (every: number, baseRevision: number) =>
    send("POST", "/api/flows/small/deploy", {
      baseRevision,
      flow: smallFlow("small", every),
      note: `n${every}`,
    });
  expect((await deploy(1, 0)).body).toEqual({ id: "small", revision: 1, sessions: [] });
  expect((await deploy(2, 1)).body).toEqual({ id: "small", revision: 2, sessions: [] });
  const { body } = await send("POST", "/api/flows/small/rollback", { revision: 1, baseRevision: 2 });
  expect(body).toEqual({ id: "small", revision: 3, sessions: [] });
  expect(flows.deployment("small")?.flow).toEqual(smallFlow("small", 1));
  const { revisions } = (await send("GET", "/api/flows/small/revisions")).body;
  expect(revisions.map(({ revision, note }: { revision: number; note: string }) => [revision, note])).toEqual(
    [
      [3, "Rollback to revision 1."],
      [2, "n2"],
      [1, "n1"],
    ],
  );
  expect(revisions[1].diff.changed).toEqual([{ nodeId: "show", fields: ["config.every"] }]);
});

test("every kept revision is answered with its flow, one that is not with 404", async () => {
  const { send } = await start();
  for (const every of [1, 2]) {
    const flow = smallFlow("small", every);
    await send("POST", "/api/flows/small/deploy", { baseRevision: every - 1, flow, note: `n${every}` });
  }
  await send("PUT", "/api/flows/small", smallFlow("small", 9));
  for (const revision of [1, 2]) {
    const { status, body } = await send("GET", `/api/flows/small/revisions/${revision}`);
    expect([status, body.revision, body.note]).toEqual([200, revision, `n${revision}`]);
    expect(body.flow).toEqual(smallFlow("small", revision));
    expect(body.timeMs).toBeGreaterThan(0);
  }
  const unknown = await send("GET", "/api/flows/small/revisions/3");
  expect([unknown.status, unknown.body.error.code]).toEqual([404, "flow.unknown-revision"]);
  const wrong = await send("GET", "/api/flows/small/revisions/last");
  expect([wrong.status, wrong.body.error.code]).toEqual([400, "request.invalid"]);
});

test("a revision has an author: as whoever deploys calls themselves, else what they are", async () => {
  const token = "correct-horse-battery";
  for (const [settings, kind] of [
    [{}, "local"],
    [{ host: "0.0.0.0", token }, "operator"],
  ] as const) {
    const { app, flows } = await start({ settings });
    const authors: (string | undefined)[] = [];
    flows.onChange(({ author }) => authors.push(author));
    const bearer = { authorization: `Bearer ${token}` };
    const ask = async (url: string, payload?: object, headers: Readonly<Record<string, string>> = {}) => {
      const method = payload === undefined ? "GET" : "POST";
      const about = payload === undefined ? {} : { payload };
      const all = { ...bearer, ...headers };
      return (await app.inject({ method, url: `/api/flows/small${url}`, headers: all, ...about })).json();
    };
    const zoe = { "x-patchbay-name": encodeURIComponent("Zoë") };
    await ask("/deploy", { baseRevision: 0, flow: smallFlow("small", 1) }, zoe);
    await ask("/deploy", { baseRevision: 1, flow: smallFlow("small", 2) });
    await ask("/rollback", { baseRevision: 2, revision: 1 }, zoe);
    const { revisions } = await ask("/revisions");
    expect(revisions.map(({ author }: { author: string }) => author)).toEqual(["Zoë", kind, "Zoë"]);
    expect(await ask("/revisions/1")).toMatchObject({
      revision: 1,
      author: "Zoë",
      flow: smallFlow("small", 1),
    });
    expect(authors).toEqual(["Zoë", kind, "Zoë"]);
  }
});

test("a stale deploy and a stale rollback are 409 with both revisions, and what is deployed stays", async () => {
  const { send, flows } = await start();
  for (const every of [1, 2]) {
    await send("POST", "/api/flows/small/deploy", {
      baseRevision: every - 1,
      flow: smallFlow("small", every),
    });
  }
  const stale = { baseRevision: 1, flow: smallFlow("small", 9) };
  for (const [action, payload] of [
    ["deploy", stale],
    ["rollback", { baseRevision: 1, revision: 1 }],
  ] as const) {
    const { status, body } = await send("POST", `/api/flows/small/${action}`, payload);
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ code: "flow.stale-revision", baseRevision: 1, currentRevision: 2 });
  }
  expect(flows.deployment("small")).toEqual({ flow: smallFlow("small", 2), revision: 2 });
});

test("a deploy of an invalid flow is 422 with the problems, and what is deployed stays", async () => {
  const { send, flows } = await start();
  await send("POST", "/api/flows/small/deploy", { baseRevision: 0, flow: smallFlow("small") });
  const flow = { ...smallFlow("small", 2), edges: [] };
  const { status, body } = await send("POST", "/api/flows/small/deploy", { baseRevision: 1, flow });
  expect([status, body.error.problems[0].code]).toEqual([422, "port.unconnected"]);
  expect(flows.deployment("small")?.revision).toBe(1);
});

test.each([
  [{}, "baseRevision"],
  [{ baseRevision: -1 }, "baseRevision"],
  [{ baseRevision: 0, nonsense: 1 }, "nonsense"],
  [{ baseRevision: 0, note: "x".repeat(501) }, "note"],
])("a deploy with a wrong body is 400 and names the field: %j", async (payload, field) => {
  const { send } = await start();
  const { status, body } = await send("POST", "/api/flows/small/deploy", payload);
  expect([status, body.error.code, body.error.field]).toEqual([400, "request.invalid", field]);
});

test("an export is a file with keys in a fixed order, and imports again", async () => {
  const { send } = await start();
  const { edges, nodes, ...rest } = smallFlow("small");
  await send("POST", "/api/flows", { edges, nodes, ...rest });
  const { response } = await send("GET", "/api/flows/small/export");
  expect(response.headers["content-disposition"]).toBe('attachment; filename="small.json"');
  expect(response.body).toBe(`${JSON.stringify({ ...rest, nodes, edges }, null, 2)}\n`);
  await send("DELETE", "/api/flows/small");
  expect((await send("POST", "/api/flows/import", response.json())).status).toBe(201);
});

test("a restart keeps all that was answered", async () => {
  const first = await start();
  await first.send("POST", "/api/flows/small/deploy", { baseRevision: 0, flow: smallFlow("small", 1) });
  await first.send("PUT", "/api/flows/small", smallFlow("small", 2));
  const before = (await first.send("GET", "/api/flows/small")).body;
  await first.close();
  const second = await start({ data: first.data });
  expect((await second.send("GET", "/api/flows/small")).body).toEqual(before);
  expect((await second.send("GET", "/api/flows/small/revisions")).body.revisions).toHaveLength(1);
});
